// The photos linked to some photos, by one run or by every one. Parameters: $keys, $method, $network, $run.
UNWIND range(0, size($keys) - 1) AS position
MATCH (photo:Photo {root: $keys[position][0], path: $keys[position][1]})
MATCH (photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]-(other:Photo)
WHERE edge.runId IS NOT NULL AND ($run IS NULL OR edge.runId = $run)
// A root has no slash; lists of lists take the driver three times as long.
RETURN position, collect(DISTINCT other.root + '/' + other.path) AS others
