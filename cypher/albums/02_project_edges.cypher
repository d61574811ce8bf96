// Linked photos of one network as a GDS graph, each edge weighing a power of its cosine. Parameters: $graph, $network, $method, $exponent.
// Pairs that a person said are not similar are left out.
MATCH (photo:Photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]->(other:Photo)
WHERE
  edge.cosineSimilarity > 0
  AND photo.root IS NOT NULL
  AND other.root IS NOT NULL
  AND NOT EXISTS { (photo)-[:NOT_SIMILAR_TO]-(other) }
WITH gds.graph.project(
  $graph,
  photo,
  other,
  {relationshipProperties: {weight: edge.cosineSimilarity ^ $exponent}},
  {undirectedRelationshipTypes: ['*']}
) AS projection
RETURN projection.nodeCount AS photos
