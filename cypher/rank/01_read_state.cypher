// The last link run of a network and a method, and counters that most changes move. Parameters: $network, $method.
OPTIONAL MATCH (run:LinkRun {network: $network, method: $method})
WHERE run.startedAt IS NOT NULL
WITH run
ORDER BY run.startedAt DESC
LIMIT 1
RETURN
  run.runId AS runId,
  run.cutoff AS cutoff,
  COUNT { (:Photo) } AS photos,
  COUNT { (:Photo)-[:IS_SIMILAR_TO]->() } AS edges
