// Writes down what a run did, which ends it. Parameters: $begun, $runId, $properties.
MERGE (run:LinkRun {runId: $begun})
SET run += $properties, run.runId = $runId
