// Edges of earlier runs go, after those of this run have come. Parameters: $runId, $batch.
// A person's own edges of this name have no runId, and stay.
MATCH (:Photo)-[edge:COPY_OF]->(:Photo)
WHERE edge.runId <> $runId
CALL (edge) {
  DELETE edge
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS deleted
