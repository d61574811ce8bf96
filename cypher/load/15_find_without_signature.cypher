// Which of these photos have no signature of their present content, by position. Parameters: $photos.
UNWIND range(0, size($photos) - 1) AS position
WITH position, $photos[position] AS row
MATCH (photo:Photo {root: row.root, path: row.path})
WHERE photo.contentHash = row.content_hash
  AND coalesce(photo.signatureOf <> photo.contentHash, true)
RETURN collect(position) AS positions
