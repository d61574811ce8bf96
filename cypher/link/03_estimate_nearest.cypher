// The memory that gds.knn needs for so many photos, before there is a projection of them. Parameters: $photos, $width, $concurrency.
CALL gds.knn.mutate.estimate(
  {nodeProjection: '*', relationshipProjection: '*', nodeCount: $photos, relationshipCount: 0},
  {
    nodeProperties: {embedding: 'EUCLIDEAN'},
    topK: $width,
    concurrency: $concurrency,
    mutateRelationshipType: 'NEAREST',
    mutateProperty: 'similarity'
  }
)
YIELD bytesMax
RETURN bytesMax
