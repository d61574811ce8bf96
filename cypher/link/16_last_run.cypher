// The last run of a method over a network, finished or not. Parameters: $method, $network.
MATCH (run:LinkRun {method: $method, network: $network})
RETURN properties(run) AS run
ORDER BY run.startedAt DESC
LIMIT 1
