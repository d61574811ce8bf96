// The albums with their covers, newest first, as `photograph albums` makes them. No parameters.
MATCH (album:Album)
WHERE album.albumId IS NOT NULL
OPTIONAL MATCH (album)-[has:HAS_COVER]->(cover:Photo)
RETURN
  album,
  has,
  cover,
  album.name AS name,
  album.photos AS photos,
  date(album.firstTakenAt) AS firstDay,
  date(album.lastTakenAt) AS lastDay,
  cover.path AS coverPath
ORDER BY lastDay IS NULL, lastDay DESC, name
