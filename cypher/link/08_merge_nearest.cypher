// One edge a pair among the nearest photos that were found. Parameters: $graph, $relationship, $topK, $cutoff, $method, $network, $runId, $batch.
// GDS 2.13: EUCLIDEAN gives s = 1 / (1 + d); on unit vectors cosine = 1 - d² / 2, exactly.
CALL gds.graph.relationshipProperty.stream($graph, 'similarity', [$relationship])
YIELD sourceNodeId, targetNodeId, propertyValue
// Each row counts for both of its ends: kNN is approximate, and one end often finds what the
// other missed.
WITH
  sourceNodeId AS node1,
  targetNodeId AS node2,
  1.0 - (1.0 / propertyValue - 1.0) ^ 2 / 2.0 AS cosine
WHERE node1 <> node2 AND cosine >= $cutoff
UNWIND [[node1, node2], [node2, node1]] AS pair
WITH pair[0] AS node, pair[1] AS other, max(cosine) AS cosine
ORDER BY node, cosine DESC
WITH node, collect([other, cosine])[..$topK] AS nearest
UNWIND nearest AS near
WITH
  CASE WHEN node < near[0] THEN node ELSE near[0] END AS low,
  CASE WHEN node < near[0] THEN near[0] ELSE node END AS high,
  near[1] AS cosine
WITH low, high, max(cosine) AS cosine
CALL (low, high, cosine) {
  WITH gds.util.asNode(low) AS one, gds.util.asNode(high) AS other, cosine
  MERGE (one)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]-(other)
  SET edge.cosineSimilarity = cosine, edge.runId = $runId
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS edges
