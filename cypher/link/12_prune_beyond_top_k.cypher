// Edges that are beyond the top k of both of their photos go, around some photos. Parameters: $keys, $ownRun, $runId, $topK, $method, $network, $batch.
// $ownRun: only edges of this run count, since stale ones are still there.
// A photo's edges hold at least its own top k, so its rank among them is its true rank; and as many
// as came to it are all that can have fallen out.
UNWIND $keys AS key
MATCH (:Photo {root: key[0], path: key[1]})-[:IS_SIMILAR_TO {runId: $runId}]-(photo:Photo)
WITH DISTINCT photo
WITH photo, COUNT { (photo)-[:IS_SIMILAR_TO {runId: $runId}]-() } AS came
MATCH (photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]-(other:Photo)
WHERE edge.runId IS NOT NULL AND (NOT $ownRun OR edge.runId = $runId)
WITH photo, came, other, edge
ORDER BY edge.cosineSimilarity DESC
WITH photo, came, collect({edge: edge, other: other}) AS every
UNWIND every[$topK..$topK + came] AS late
WITH late.edge AS edge, late.other AS other
WHERE COUNT {
  (other)-[near:IS_SIMILAR_TO {method: $method, network: $network}]-()
  WHERE near.cosineSimilarity > edge.cosineSimilarity
    AND near.runId IS NOT NULL
    AND (NOT $ownRun OR near.runId = $runId)
} >= $topK
WITH DISTINCT edge
CALL (edge) {
  DELETE edge
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS pruned
