// In which album photograph put each photo of a root. Parameters: $root, $network.
MATCH (photo:Photo {root: $root})-[inAlbum:IN_ALBUM]->(album:Album {network: $network})
WHERE inAlbum.runId IS NOT NULL
RETURN photo.path AS path, album.albumId AS albumId
ORDER BY path
