// The edges of one method over one network. Parameters: $method, $network.
MATCH ()-[edge:IS_SIMILAR_TO]->()
WHERE edge.method = $method AND edge.network = $network AND edge.runId IS NOT NULL
RETURN count(*) AS edges
