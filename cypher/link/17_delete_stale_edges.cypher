// Edges of the same method and network that this run did not find. Parameters: $network, $method, $runId, $batch.
MATCH ()-[edge:IS_SIMILAR_TO]->()
WHERE edge.method = $method AND edge.network = $network AND edge.runId <> $runId
CALL (edge) {
  DELETE edge
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS removed
