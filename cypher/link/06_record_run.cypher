// Writes down what a link run did. Parameters: $runId, $properties.
MERGE (run:LinkRun {runId: $runId})
SET run += $properties
