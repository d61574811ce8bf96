// The photos that one run linked to some photos. Parameters: $keys, $runId.
UNWIND range(0, size($keys) - 1) AS position
MATCH (photo:Photo {root: $keys[position][0], path: $keys[position][1]})
MATCH (photo)-[:IS_SIMILAR_TO {runId: $runId}]-(other:Photo)
RETURN position, collect(DISTINCT [other.root, other.path]) AS others
