// Files that are the same to the last byte, and the room that all but one take. No parameters.
MATCH (photo:Photo)
WHERE photo.contentHash IS NOT NULL
WITH photo
ORDER BY photo.root, photo.path
WITH photo.contentHash AS contentHash, collect(photo) AS photos
WHERE size(photos) > 1
RETURN
  [photo IN photos | photo.root + '/' + photo.path] AS paths,
  size(photos) AS copies,
  photos[0].bytes * (size(photos) - 1) AS bytesToSpare
ORDER BY bytesToSpare DESC
