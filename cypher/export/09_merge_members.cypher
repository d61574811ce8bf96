// Puts photos into the albums of an export; what a person drew, here or there, stays a person's. Parameters: $rows.
UNWIND $rows AS row
MATCH (photo:Photo {root: row.photo[0], path: row.photo[1]})
MATCH (album:Album {albumId: row.album_id})
// A photo is in one album of a network, but for those that a person put it into.
CALL (row, photo, album) {
  WITH row, photo, album
  WHERE row.run_id IS NOT NULL
  MATCH (photo)-[other:IN_ALBUM]->(another:Album {network: album.network})
  WHERE another <> album AND other.runId IS NOT NULL
  DELETE other
}
MERGE (photo)-[inAlbum:IN_ALBUM]->(album)
  ON CREATE SET inAlbum.runId = row.run_id
  ON MATCH SET inAlbum.runId = CASE WHEN inAlbum.runId IS NOT NULL THEN row.run_id END
RETURN count(*) AS photos
