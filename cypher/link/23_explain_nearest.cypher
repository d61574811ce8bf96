// How many pairs of near photos each cutoff would link; writes nothing. Parameters: $graph, $width, $concurrency, $randomSeed, $cutoffs.
CALL gds.knn.stream($graph, {
  nodeProperties: {embedding: 'EUCLIDEAN'},
  topK: $width,
  sampleRate: 1.0,
  concurrency: $concurrency,
  randomSeed: $randomSeed
})
YIELD node1, node2, similarity
WITH
  CASE WHEN node1 < node2 THEN node1 ELSE node2 END AS low,
  CASE WHEN node1 < node2 THEN node2 ELSE node1 END AS high,
  max(1.0 - (1.0 / similarity - 1.0) ^ 2 / 2.0) AS cosine
WHERE low <> high
WITH collect([low, high, cosine]) AS pairs
UNWIND $cutoffs AS cutoff
WITH cutoff, [pair IN pairs WHERE pair[2] >= cutoff] AS kept
CALL (kept) {
  UNWIND kept AS pair
  UNWIND pair[..2] AS photo
  RETURN count(DISTINCT photo) AS linked
}
RETURN cutoff, size(kept) AS edges, linked
ORDER BY cutoff
