// Edges of the same method between these photos that this run did not find. Parameters: $network, $method, $runId, $batch.
MATCH (photo:Photo {network: $network})-[edge:IS_SIMILAR_TO {method: $method}]->(:Photo)
WHERE edge.runId IS NOT NULL AND edge.runId <> $runId
CALL (edge) {
  DELETE edge
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS removed
