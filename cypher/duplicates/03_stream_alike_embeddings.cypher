// Each photo with those that look like it to a network, each pair once. Parameters: $network, $method, $cutoff.
// One row a photo: the driver takes 25 µs for a row, and there may be ten pairs a photo.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL AND photo.path IS NOT NULL
WITH
  photo,
  COLLECT {
    MATCH (photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]->(other:Photo)
    WHERE
      edge.cosineSimilarity >= $cutoff
      AND other.root IS NOT NULL
      AND other.path IS NOT NULL
    RETURN [other.root, other.path, edge.cosineSimilarity]
  } AS near
WHERE size(near) > 0
RETURN photo.root AS root, photo.path AS path, near
