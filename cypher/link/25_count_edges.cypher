// The edges of one method over one network. Parameters: $method, $network.
MATCH (:Photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]->(:Photo)
WHERE edge.runId IS NOT NULL
RETURN count(*) AS edges
