// The photos of one network, by key, with the content that their embedding is of. Parameters: $network.
MATCH (photo:Photo)
WHERE
  photo.root IS NOT NULL
  AND any(
    key IN keys(photo)
    WHERE
      (key = 'network' OR key STARTS WITH 'network_')
      AND photo[key] = $network
      AND photo['embedding' + substring(key, size('network'))] IS NOT NULL
  )
RETURN photo.root AS root, photo.path AS path, photo.contentHash AS contentHash
ORDER BY root, path
