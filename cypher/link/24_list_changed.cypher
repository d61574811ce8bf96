// Photos whose embedding is new, or who lost a neighbour, since a time. Parameters: $network, $networkKey, $embeddingKey, $since.
MATCH (photo:Photo)
WHERE photo.embeddedAt >= $since OR photo.neighbourLeftAt >= $since
WITH photo
WHERE
  photo.root IS NOT NULL
  AND photo[$networkKey] = $network
  AND photo[$embeddingKey] IS NOT NULL
RETURN photo.root AS root, photo.path AS path
