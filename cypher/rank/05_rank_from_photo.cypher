// The photos that walks from one photo reach most. Parameters: $graph, $root, $path, $network, $method, $k.
// Each score divided by the root of the weighted degree: the symmetric diffusion of manifold ranking.
// One thread: more only wait for each other, since a walk touches few photos. At 1e-5 the ten best
// are those of 1e-10, some near ties swapped, in two thirds of the time of 1e-6 (29,000 photos).
MATCH (photo:Photo {root: $root, path: $path})
WHERE EXISTS {
  (photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]-(linked:Photo)
  WHERE edge.cosineSimilarity > 0 AND linked.root IS NOT NULL
}
CALL gds.pageRank.stream($graph, {
  sourceNodes: [photo],
  dampingFactor: 0.85,
  relationshipWeightProperty: 'weight',
  maxIterations: 50,
  tolerance: 1e-5,
  concurrency: 1
})
YIELD nodeId, score
WHERE score > 0 AND nodeId <> id(photo)
WITH nodeId, score / sqrt(gds.util.nodeProperty($graph, nodeId, 'degree')) AS score
ORDER BY score DESC, nodeId
LIMIT $k
// A photo deleted in this very moment is no node any more, and is left out.
WITH gds.util.asNode(nodeId) AS other, score
WHERE other IS NOT NULL
RETURN other.root AS root, other.path AS path, score
ORDER BY score DESC, path
