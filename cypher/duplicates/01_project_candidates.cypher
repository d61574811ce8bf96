// Photos as a GDS graph, joined where they are very alike or of the same content. Parameters: $graph, $network, $method, $cutoff.
// Photos without any such are in it as well, so that there is a graph even where nothing is alike.
CALL () {
  MATCH (photo:Photo)
  WHERE photo.root IS NOT NULL AND photo.path IS NOT NULL
  RETURN photo, null AS other
  UNION ALL
  MATCH (photo:Photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]->(other:Photo)
  WHERE
    edge.cosineSimilarity >= $cutoff
    AND photo.root IS NOT NULL
    AND photo.path IS NOT NULL
    AND other.root IS NOT NULL
    AND other.path IS NOT NULL
  RETURN photo, other
  UNION ALL
  MATCH (copy:Photo)
  WHERE copy.root IS NOT NULL AND copy.path IS NOT NULL AND copy.contentHash IS NOT NULL
  WITH copy.contentHash AS contentHash, collect(copy) AS copies
  WHERE size(copies) > 1
  UNWIND copies[1..] AS other
  RETURN copies[0] AS photo, other
}
WITH gds.graph.project(
  $graph,
  photo,
  other,
  {},
  {undirectedRelationshipTypes: ['*']}
) AS projection
RETURN projection.nodeCount AS photos
