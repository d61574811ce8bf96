// Covers of an export in place of those of another run; what a person chose, here or there, stays. Parameters: $rows.
UNWIND $rows AS row
MATCH (album:Album {albumId: row.album_id})
MATCH (photo:Photo {root: row.photo[0], path: row.photo[1]})
CALL (row, album) {
  MATCH (album)-[other:HAS_COVER]->(:Photo)
  WHERE other.runId <> row.run_id
  DELETE other
}
WITH row, photo, album
WHERE row.run_id IS NULL OR NOT EXISTS {
  MATCH (album)-[chosen:HAS_COVER]->(another:Photo)
  WHERE chosen.runId IS NULL
}
MERGE (album)-[cover:HAS_COVER]->(photo)
  ON CREATE SET cover.runId = row.run_id
  ON MATCH SET cover.runId = CASE WHEN cover.runId IS NOT NULL THEN row.run_id END
RETURN count(*) AS covers
