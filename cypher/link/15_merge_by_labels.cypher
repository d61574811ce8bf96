// One edge a pair of photos with like labels. Parameters: $graph, $topK, $cutoff, $concurrency, $method, $network, $runId, $batch.
// GDS 2.13: gds.nodeSimilarity compares every pair that shares a label, and COSINE is the true cosine of the scores.
CALL gds.nodeSimilarity.stream($graph, {
  similarityMetric: 'COSINE',
  relationshipWeightProperty: 'score',
  topK: $topK,
  // A cutoff of 0 or less is not allowed here; pairs without a common label are never made.
  similarityCutoff: CASE WHEN $cutoff > 0 THEN $cutoff ELSE 1e-9 END,
  concurrency: $concurrency
})
YIELD node1, node2, similarity
WITH
  CASE WHEN node1 < node2 THEN node1 ELSE node2 END AS low,
  CASE WHEN node1 < node2 THEN node2 ELSE node1 END AS high,
  max(similarity) AS cosine
CALL (low, high, cosine) {
  WITH gds.util.asNode(low) AS one, gds.util.asNode(high) AS other, cosine
  MERGE (one)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]-(other)
  SET edge.cosineSimilarity = cosine, edge.runId = $runId
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS edges
