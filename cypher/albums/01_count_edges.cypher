// How many edges a network has, and how many of them no person said to be wrong. Parameters: $network, $method.
MATCH (photo:Photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]->(other:Photo)
WHERE edge.cosineSimilarity > 0 AND photo.root IS NOT NULL AND other.root IS NOT NULL
RETURN
  count(*) AS edges,
  count(CASE WHEN NOT EXISTS { (photo)-[:NOT_SIMILAR_TO]-(other) } THEN 1 END) AS kept
