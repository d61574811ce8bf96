// The nearest photos of each, as relationships of the projection. Parameters: $graph, $relationship, $width, $sampleRate, $maxIterations, $similarityCutoff, $concurrency, $randomSeed.
// GDS 2.13: EUCLIDEAN is quicker than COSINE; only mutate, write and stats tell the pairs considered.
// deltaThreshold .01 instead of .001: a tenth less time for .001 of recall (29,144 photos).
CALL gds.knn.mutate($graph, {
  nodeProperties: {embedding: 'EUCLIDEAN'},
  topK: $width,
  sampleRate: $sampleRate,
  maxIterations: $maxIterations,
  deltaThreshold: 0.01,
  similarityCutoff: $similarityCutoff,
  concurrency: $concurrency,
  randomSeed: $randomSeed,
  mutateRelationshipType: $relationship,
  mutateProperty: 'similarity'
})
YIELD nodePairsConsidered
RETURN nodePairsConsidered AS pairsConsidered
