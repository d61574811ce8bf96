// Photos get the signatures of their content, which others may have changed meanwhile. Parameters: $photos.
UNWIND $photos AS row
MATCH (photo:Photo {root: row.root, path: row.path})
WHERE photo.contentHash = row.content_hash
SET photo.signature = row.signature
SET photo.signatureOf = row.content_hash
RETURN count(*) AS written
