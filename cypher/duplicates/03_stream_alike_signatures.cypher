// Pairs of photos whose signatures are nearly one, whichever way they lie. Parameters: $graph, $topK, $similarityCutoff.
// GDS 2.13: EUCLIDEAN of unit vectors is 1 / (1 + distance), and quicker than COSINE.
CALL gds.knn.stream($graph, {
  nodeProperties: {vector: 'EUCLIDEAN'},
  topK: $topK,
  sampleRate: 1.0,
  deltaThreshold: 0.01,
  similarityCutoff: $similarityCutoff
})
YIELD node1, node2
WITH gds.util.asNode(node1) AS photo, gds.util.asNode(node2) AS other
// A photo deleted in this very moment is no node any more.
WHERE photo IS NOT NULL AND other IS NOT NULL
RETURN
  photo.root AS root,
  photo.path AS path,
  other.root AS otherRoot,
  other.path AS otherPath
