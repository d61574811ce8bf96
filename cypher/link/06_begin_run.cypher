// Writes down that a run has begun; what an earlier one left unfinished is forgotten. Parameters: $runId, $method, $network, $startedAt.
OPTIONAL MATCH (unfinished:LinkRun {method: $method, network: $network})
WHERE unfinished.millis IS NULL
DETACH DELETE unfinished
WITH count(*) AS ignored
CREATE (run:LinkRun {
  runId: $runId,
  method: $method,
  network: $network,
  startedAt: $startedAt
})
RETURN run.runId AS begun
