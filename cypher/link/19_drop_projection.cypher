// Drops this run's projection, where it is still there. Parameters: $graph.
CALL gds.graph.drop($graph, false)
YIELD graphName
RETURN graphName
