// Gives albums their covers, but for those whose cover a person chose. Parameters: $rows, $runId.
UNWIND $rows AS row
MATCH (album:Album {albumId: row.albumId})
WHERE NOT EXISTS {
  (album)-[chosen:HAS_COVER]->(:Photo)
  WHERE chosen.runId IS NULL
}
MATCH (photo:Photo {root: row.coverRoot, path: row.coverPath})
MERGE (album)-[cover:HAS_COVER]->(photo)
SET cover.runId = $runId
RETURN count(*) AS covers
