// Photos get the signatures of their content, which others may have changed meanwhile. Parameters: $photos.
// A blank picture has no vector.
UNWIND $photos AS row
MATCH (photo:Photo {root: row.root, path: row.path})
WHERE photo.contentHash = row.content_hash
SET photo.signature = row.signature
SET photo.signatureVector = null
SET photo.signatureOf = row.content_hash
WITH photo, row
CALL (photo, row) {
  WITH photo, row
  WHERE row.vector IS NOT NULL
  CALL db.create.setNodeVectorProperty(photo, 'signatureVector', row.vector)
}
RETURN count(*) AS written
