// The networks that embedded one photo, and whether kNN linked it by each. Parameters: $root, $path, $method.
MATCH (photo:Photo {root: $root, path: $path})
UNWIND [key IN keys(photo) WHERE key = 'network' OR key STARTS WITH 'network_'] AS key
WITH DISTINCT photo, photo[key] AS network
RETURN
  network,
  EXISTS {
    (photo)-[edge:IS_SIMILAR_TO {method: $method, network: network}]-(other:Photo)
    WHERE edge.cosineSimilarity > 0 AND other.root IS NOT NULL
  } AS linked
ORDER BY network
