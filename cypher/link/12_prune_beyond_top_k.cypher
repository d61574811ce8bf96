// Edges that are beyond the top k of both of their photos go, around some photos. Parameters: $keys, $run, $runId, $topK, $method, $network, $batch.
// $run: only edges of that run count, since stale ones are still there; null: those of every run.
// A photo's edges hold at least its own top k, so its rank among them is its true rank.
UNWIND $keys AS key
MATCH (:Photo {root: key[0], path: key[1]})-[fresh:IS_SIMILAR_TO {runId: $runId}]-(photo:Photo)
WITH DISTINCT photo
MATCH (photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]-(other:Photo)
WHERE edge.runId IS NOT NULL AND ($run IS NULL OR edge.runId = $run)
WITH photo, other, edge
ORDER BY edge.cosineSimilarity DESC
WITH photo, collect({edge: edge, other: other})[$topK..] AS beyond
UNWIND beyond AS late
WITH late.edge AS edge, late.other AS other
WHERE COUNT {
  (other)-[near:IS_SIMILAR_TO {method: $method, network: $network}]-()
  WHERE near.cosineSimilarity > edge.cosineSimilarity
    AND near.runId IS NOT NULL
    AND ($run IS NULL OR near.runId = $run)
} >= $topK
WITH DISTINCT edge
CALL (edge) {
  DELETE edge
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS pruned
