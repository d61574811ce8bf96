// Linked photos of one network as a GDS graph, undirected, each edge weighing cosine³. Parameters: $graph, $network, $method.
MATCH (photo:Photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]->(other:Photo)
WHERE edge.cosineSimilarity > 0 AND photo.root IS NOT NULL AND other.root IS NOT NULL
WITH gds.graph.project(
  $graph,
  photo,
  other,
  {relationshipProperties: {weight: edge.cosineSimilarity ^ 3}},
  {undirectedRelationshipTypes: ['*']}
) AS projection
RETURN projection.nodeCount AS photos
