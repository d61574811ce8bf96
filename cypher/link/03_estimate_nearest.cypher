// The memory that gds.knn needs for a graph. Parameters: $graph, $width, $concurrency.
CALL gds.knn.stream.estimate($graph, {
  nodeProperties: {embedding: 'EUCLIDEAN'},
  topK: $width,
  concurrency: $concurrency
})
YIELD bytesMax, requiredMemory
RETURN bytesMax, requiredMemory
