// What the photos of a CSV file show. Parameters: $url, $root, $escapes, $batch.
// Relationships without a score are a person's own and stay.
LOAD CSV WITH HEADERS FROM $url AS row
CALL (row) {
  WITH
    row,
    reduce(text = row.path, pair IN $escapes | replace(text, pair[0], pair[1])) AS path,
    [
      name IN coalesce(split(row.labelNames, ';'), []) |
      reduce(text = name, pair IN $escapes | replace(text, pair[0], pair[1]))
    ] AS names
  MATCH (photo:Photo {root: $root, path: path})
  CALL (photo, names) {
    MATCH (photo)-[stale:SHOWS]->(label:Label)
    WHERE stale.score IS NOT NULL AND NOT label.name IN names
    DELETE stale
  }
  WITH photo, names, toFloatList(split(row.labelScores, ';')) AS scores
  UNWIND range(0, size(names) - 1) AS position
  MERGE (label:Label {name: names[position]})
  MERGE (photo)-[shows:SHOWS]->(label)
  WITH shows, scores[position] AS score
  WHERE shows.score IS NULL OR shows.score <> score
  SET shows.score = score
} IN TRANSACTIONS OF $batch ROWS
