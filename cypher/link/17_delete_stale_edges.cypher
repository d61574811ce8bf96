// Edges of the same method and network that this run did not find. Parameters: $network, $method, $runId, $batch.
MATCH (:Photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]->(:Photo)
WHERE edge.runId IS NOT NULL AND edge.runId <> $runId
CALL (edge) {
  DELETE edge
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS removed
