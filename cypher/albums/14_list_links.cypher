// The links of each photo to those of a higher id, so that each is told once. Parameters: $graph.
CALL gds.graph.relationshipProperty.stream($graph, 'weight')
YIELD sourceNodeId, targetNodeId, propertyValue
WITH sourceNodeId AS id, targetNodeId AS other, propertyValue AS weight
WHERE id < other
RETURN id, collect(other) AS others, collect(weight) AS weights
