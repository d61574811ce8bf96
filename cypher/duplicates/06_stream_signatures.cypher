// The signatures of some photos, where they are of the present content. Parameters: $keys.
UNWIND range(0, size($keys) - 1) AS position
MATCH (photo:Photo {root: $keys[position][0], path: $keys[position][1]})
WHERE photo.signature IS NOT NULL AND photo.signatureOf = photo.contentHash
RETURN position, photo.signature AS signature
