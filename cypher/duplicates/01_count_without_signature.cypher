// How many photos have no signature of their content. No parameters.
MATCH (photo:Photo)
WHERE
  photo.root IS NOT NULL
  AND photo.path IS NOT NULL
  AND NOT coalesce(photo.signatureOf = photo.contentHash, false)
RETURN count(photo) AS without
