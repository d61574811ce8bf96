// Linked photos of one network as a GDS graph, each edge weighing a power of its cosine. Parameters: $graph, $network, $method, $exponent.
// Pairs that a person said are not similar are left out. A copy is no photo of its own: its edges are of the photo that stays for it.
CALL () {
  MATCH (photo:Photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]->(other:Photo)
  WHERE
    edge.cosineSimilarity > 0
    AND photo.root IS NOT NULL
    AND other.root IS NOT NULL
    AND NOT EXISTS { (photo)-[:NOT_SIMILAR_TO]-(other) }
    AND NOT EXISTS {
      (photo)-[:COPY_OF*1..8]->(last:Photo)
      WHERE
        last.root IS NOT NULL
        AND last.path IS NOT NULL
        AND NOT EXISTS { (last)-[:COPY_OF]->(:Photo) }
    }
    AND NOT EXISTS {
      (other)-[:COPY_OF*1..8]->(last:Photo)
      WHERE
        last.root IS NOT NULL
        AND last.path IS NOT NULL
        AND NOT EXISTS { (last)-[:COPY_OF]->(:Photo) }
    }
  RETURN photo, other, edge.cosineSimilarity AS cosine
  UNION ALL
  MATCH (copy:Photo)-[:COPY_OF]->(:Photo)
  WITH DISTINCT copy
  CALL (copy) {
    MATCH (copy)-[:COPY_OF*1..8]->(last:Photo)
    WHERE
      last.root IS NOT NULL
      AND last.path IS NOT NULL
      AND NOT EXISTS { (last)-[:COPY_OF]->(:Photo) }
    RETURN last AS photo
    ORDER BY last.root, last.path
    LIMIT 1
  }
  MATCH (copy)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]-(near:Photo)
  WHERE
    edge.cosineSimilarity > 0
    AND near.root IS NOT NULL
    AND NOT EXISTS { (copy)-[:NOT_SIMILAR_TO]-(near) }
  CALL (near) {
    OPTIONAL MATCH (near)-[:COPY_OF*1..8]->(last:Photo)
    WHERE
      last.root IS NOT NULL
      AND last.path IS NOT NULL
      AND NOT EXISTS { (last)-[:COPY_OF]->(:Photo) }
    RETURN coalesce(last, near) AS other
    ORDER BY last.root, last.path
    LIMIT 1
  }
  WITH photo, other, edge
  WHERE
    photo <> other
    AND NOT EXISTS { (photo)-[:NOT_SIMILAR_TO]-(other) }
    AND NOT EXISTS { (photo)-[:IS_SIMILAR_TO {method: $method, network: $network}]-(other) }
  WITH
    CASE WHEN elementId(photo) < elementId(other) THEN [photo, other] ELSE [other, photo] END AS ends,
    max(edge.cosineSimilarity) AS cosine
  RETURN ends[0] AS photo, ends[1] AS other, cosine
}
WITH gds.graph.project(
  $graph,
  photo,
  other,
  {relationshipProperties: {weight: cosine ^ $exponent}},
  {undirectedRelationshipTypes: ['*']}
) AS projection
RETURN projection.nodeCount AS photos
