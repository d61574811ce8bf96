// The cached projections of a network, and whether each has its degrees. Parameters: $prefix.
CALL gds.graph.list()
YIELD graphName, schema
WHERE graphName STARTS WITH $prefix
RETURN
  graphName AS graph,
  any(label IN keys(schema.nodes) WHERE schema.nodes[label].degree IS NOT NULL) AS ready
