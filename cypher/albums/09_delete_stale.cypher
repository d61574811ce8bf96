// Memberships and covers of earlier runs that this one did not find again. Parameters: $network, $runId, $batch.
MATCH (:Album {network: $network})-[edge:IN_ALBUM|HAS_COVER]-(:Photo)
WHERE edge.runId <> $runId
CALL (edge) {
  DELETE edge
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS removed
