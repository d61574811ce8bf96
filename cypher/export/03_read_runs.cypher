// What every link run did. No parameters.
MATCH (run:LinkRun)
RETURN properties(run) AS run
ORDER BY run.startedAt, run.runId
