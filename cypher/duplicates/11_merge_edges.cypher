// Photos that stay get the edges that others than photograph gave their copies. Parameters: $rows, $ours.
// An edge of a type that they have to the same node already is left as it is.
UNWIND $rows AS row
MATCH (keep:Photo {root: row.keep[0], path: row.keep[1]})
UNWIND row.copies AS key
MATCH (copy:Photo {root: key[0], path: key[1]})-[said]-(other)
WHERE
  other <> keep
  AND CASE type(said)
    WHEN 'KEEP_BOTH' THEN true
    WHEN 'NOT_SIMILAR_TO' THEN true
    WHEN 'SHOWS' THEN said.network IS NULL
    WHEN 'IS_SIMILAR_TO' THEN said.runId IS NULL
    WHEN 'HAS_COVER' THEN said.runId IS NULL
    WHEN 'IN_ALBUM' THEN said.runId IS NULL OR coalesce(other.namedByPerson, false)
    ELSE NOT type(said) IN $ours.edges
  END
  AND NOT EXISTS {
    (keep)-[had]-(other)
    WHERE type(had) = type(said) AND (had.runId IS NULL OR type(said) = 'IN_ALBUM')
  }
// Of copies that have the same, one is enough.
WITH
  keep,
  other,
  type(said) AS type,
  startNode(said) = copy AS leads,
  head(collect(properties(said))) AS properties
CALL (keep, other, type, leads, properties) {
  WITH keep, other, type, leads, properties
  WHERE leads
  CREATE (keep)-[merged:$(type)]->(other)
  SET merged = properties
  REMOVE merged.runId
  UNION
  WITH keep, other, type, leads, properties
  WHERE NOT leads
  CREATE (other)-[merged:$(type)]->(keep)
  SET merged = properties
  REMOVE merged.runId
}
RETURN count(*) AS edges
