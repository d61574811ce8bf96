// Albums of photograph with their photos in time, and their covers; a copy beside its photo is left out. No parameters.
MATCH (album:Album)
WHERE album.albumId IS NOT NULL
RETURN
  toString(album.albumId) AS album_id,
  coalesce(album.name, 'Album') AS name,
  COLLECT {
    MATCH (photo:Photo)-[:IN_ALBUM]->(album)
    WHERE
      photo.root IS NOT NULL
      AND photo.path IS NOT NULL
      AND NOT EXISTS {
        (photo)-[:COPY_OF*1..8]->(last:Photo)-[:IN_ALBUM]->(album)
        WHERE NOT EXISTS { (last)-[:COPY_OF]->(:Photo) }
      }
    RETURN DISTINCT [photo.root, photo.path]
  } AS photos,
  head(COLLECT {
    MATCH (album)-[:HAS_COVER]->(cover:Photo)
    RETURN [cover.root, cover.path]
    LIMIT 1
  }) AS cover
ORDER BY album.firstTakenAt IS NULL, toString(album.firstTakenAt) DESC, name, album_id
