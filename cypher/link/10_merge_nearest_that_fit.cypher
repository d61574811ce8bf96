// One edge a pair among the nearest photos of a block that fit in time and place. Parameters: $graph, $relationship, $topK, $cutoff, $within, $radius, $keepMissing, $method, $network, $runId, $batch.
// $within is in seconds by the cameras' clocks, $radius in metres; null asks for nothing.
CALL gds.graph.relationshipProperty.stream($graph, 'similarity', [$relationship + '_BOTH'])
YIELD sourceNodeId AS node, targetNodeId AS other, propertyValue AS similarity
WITH node, other, similarity, gds.util.asNode(node) AS one, gds.util.asNode(other) AS two
WHERE node <> other
WITH node, other, similarity, point.distance(one.location, two.location) AS metres, abs(
  duration.inSeconds(localdatetime(one.takenAt), localdatetime(two.takenAt)).seconds
) AS seconds
WHERE
  ($within IS NULL OR coalesce(seconds <= $within, $keepMissing))
  AND ($radius IS NULL OR coalesce(metres <= $radius, $keepMissing))
WITH node, other, similarity
ORDER BY node, similarity DESC
WITH node, collect([other, similarity])[..$topK] AS nearest
UNWIND nearest AS near
WITH DISTINCT
  CASE WHEN node < near[0] THEN node ELSE near[0] END AS low,
  CASE WHEN node < near[0] THEN near[0] ELSE node END AS high,
  1.0 - (1.0 / near[1] - 1.0) ^ 2 / 2.0 AS cosine
WHERE cosine >= $cutoff
CALL (low, high, cosine) {
  WITH gds.util.asNode(low) AS one, gds.util.asNode(high) AS other, cosine
  MERGE (one)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]-(other)
  SET edge.cosineSimilarity = cosine, edge.runId = $runId
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS merged
