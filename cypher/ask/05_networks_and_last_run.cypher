// The networks in the graph, and the last link run. No parameters.
CALL () {
  MATCH (photo:Photo)
  WHERE photo.root IS NOT NULL
  UNWIND [key IN keys(photo) WHERE key = 'network' OR key STARTS WITH 'network_'] AS key
  RETURN collect(DISTINCT photo[key]) AS networks
}
CALL () {
  MATCH (run:LinkRun)
  RETURN run
  ORDER BY run.startedAt DESC
  LIMIT 1
  UNION
  RETURN null AS run
}
RETURN networks, properties(head([run IN collect(run) WHERE run IS NOT NULL])) AS lastLink
