// Verdicts of an export on photos that are here; those that are here stay as they are. Parameters: $rows.
UNWIND $rows AS row
MATCH (one:Photo {root: row.source[0], path: row.source[1]})
MATCH (other:Photo {root: row.target[0], path: row.target[1]})
FOREACH (_ IN CASE row.verdict WHEN 'KEEP_BOTH' THEN [1] ELSE [] END |
  MERGE (one)-[verdict:KEEP_BOTH]-(other)
  ON CREATE SET verdict.at = datetime(row.at)
)
FOREACH (_ IN CASE row.verdict WHEN 'NOT_SIMILAR_TO' THEN [1] ELSE [] END |
  MERGE (one)-[verdict:NOT_SIMILAR_TO]-(other)
  ON CREATE SET verdict.at = datetime(row.at)
)
RETURN count(*) AS verdicts
