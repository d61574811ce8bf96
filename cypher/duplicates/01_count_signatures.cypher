// How many photos have a vector of their signature, and how many have no signature of their content. No parameters.
// A blank picture has a signature and no vector.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL AND photo.path IS NOT NULL
WITH photo.signatureVector IS NOT NULL AS hasVector,
  coalesce(photo.signatureOf = photo.contentHash, false) AS isPresent
RETURN
  count(CASE WHEN hasVector AND isPresent THEN 1 END) AS withVector,
  count(CASE WHEN NOT isPresent THEN 1 END) AS without
