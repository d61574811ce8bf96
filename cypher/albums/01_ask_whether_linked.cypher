// Whether a network has edges, and whether it has one that no person said to be wrong. Parameters: $network, $method.
RETURN
  EXISTS {
    MATCH (photo:Photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]->(other:Photo)
    WHERE edge.cosineSimilarity > 0 AND photo.root IS NOT NULL AND other.root IS NOT NULL
  } AS linked,
  EXISTS {
    MATCH (photo:Photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]->(other:Photo)
    WHERE
      edge.cosineSimilarity > 0
      AND photo.root IS NOT NULL
      AND other.root IS NOT NULL
      AND NOT EXISTS { (photo)-[:NOT_SIMILAR_TO]-(other) }
  } AS kept
