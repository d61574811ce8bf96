// Photos with the vectors of their signatures, where they are of the present content. No parameters.
MATCH (photo:Photo)
WHERE
  photo.root IS NOT NULL
  AND photo.path IS NOT NULL
  AND photo.signatureVector IS NOT NULL
  AND photo.signatureOf = photo.contentHash
RETURN photo.root AS root, photo.path AS path, photo.signatureVector AS vector
