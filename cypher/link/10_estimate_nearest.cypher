// The memory that gds.knn needs for a graph. Parameters: $graph, $topK, $concurrency.
CALL gds.knn.stream.estimate($graph, {
  nodeProperties: {embedding: 'EUCLIDEAN'},
  topK: $topK,
  concurrency: $concurrency
})
YIELD bytesMax, requiredMemory
RETURN bytesMax, requiredMemory
