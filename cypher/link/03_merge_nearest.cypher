// One edge a pair among the nearest photos. Parameters: $graph, $topK, $cutoff, $concurrency, $randomSeed, $method, $runId, $batch.
// GDS 2.13: EUCLIDEAN gives s = 1 / (1 + d); on unit vectors cosine = 1 - d² / 2, exactly.
CALL gds.knn.stream($graph, {
  nodeProperties: {embedding: 'EUCLIDEAN'},
  topK: $topK,
  sampleRate: 1.0,
  concurrency: $concurrency,
  randomSeed: $randomSeed
})
YIELD node1, node2, similarity
WITH
  CASE WHEN node1 < node2 THEN node1 ELSE node2 END AS low,
  CASE WHEN node1 < node2 THEN node2 ELSE node1 END AS high,
  1.0 - (1.0 / similarity - 1.0) ^ 2 / 2.0 AS cosine
WHERE low <> high AND cosine >= $cutoff
// kNN rows are directed: a mutual pair comes twice.
WITH low, high, max(cosine) AS cosine
CALL (low, high, cosine) {
  WITH gds.util.asNode(low) AS one, gds.util.asNode(high) AS other, cosine
  MERGE (one)-[edge:IS_SIMILAR_TO {method: $method}]-(other)
  SET edge.cosineSimilarity = cosine, edge.runId = $runId
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS edges
