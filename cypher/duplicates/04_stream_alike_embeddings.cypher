// Pairs of photos that look alike to a network. Parameters: $network, $method, $cutoff.
MATCH (photo:Photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]->(other:Photo)
WHERE
  edge.cosineSimilarity >= $cutoff
  AND photo.root IS NOT NULL
  AND photo.path IS NOT NULL
  AND other.root IS NOT NULL
  AND other.path IS NOT NULL
RETURN
  photo.root AS root,
  photo.path AS path,
  other.root AS otherRoot,
  other.path AS otherPath,
  edge.cosineSimilarity AS cosine
