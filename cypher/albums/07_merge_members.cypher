// Puts photos into albums; an edge that a person drew has no runId, and stays as it is. Parameters: $rows, $runId.
UNWIND $rows AS row
MATCH (photo:Photo {root: row.root, path: row.path})
MATCH (album:Album {albumId: row.albumId})
MERGE (photo)-[inAlbum:IN_ALBUM]->(album)
  ON CREATE SET inAlbum.runId = $runId
  ON MATCH SET inAlbum.runId = CASE WHEN inAlbum.runId IS NOT NULL THEN $runId END
RETURN count(*) AS photos
