// The nearest photos of each, as relationships of the projection. Parameters: $graph, $relationship, $width, $sampleRate, $concurrency, $randomSeed.
// GDS 2.13: EUCLIDEAN is quicker than COSINE; only mutate, write and stats tell the pairs considered.
CALL gds.knn.mutate($graph, {
  nodeProperties: {embedding: 'EUCLIDEAN'},
  topK: $width,
  sampleRate: $sampleRate,
  concurrency: $concurrency,
  randomSeed: $randomSeed,
  mutateRelationshipType: $relationship,
  mutateProperty: 'similarity'
})
YIELD nodePairsConsidered
RETURN nodePairsConsidered AS pairsConsidered
