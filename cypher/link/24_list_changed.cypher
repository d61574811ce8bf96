// Photos whose embedding is new, or who lost a neighbour, since a time. Parameters: $network, $networkKey, $embeddingKey, $embeddedAtKey, $since.
MATCH (photo:Photo)
WHERE
  photo.root IS NOT NULL
  AND photo[$networkKey] = $network
  AND photo[$embeddingKey] IS NOT NULL
  AND (photo[$embeddedAtKey] >= $since OR photo.neighbourLeftAt >= $since)
RETURN photo.root AS root, photo.path AS path
