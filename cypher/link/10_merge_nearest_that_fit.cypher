// One edge a pair among the nearest photos of a block that fit in time and place. Parameters: $graph, $relationship, $topK, $cutoff, $within, $radius, $keepMissing, $method, $network, $runId, $batch.
// $within is in seconds by the cameras' clocks, $radius in metres; null asks for nothing.
CALL gds.graph.relationshipProperty.stream($graph, 'similarity', [$relationship])
YIELD sourceNodeId, targetNodeId, propertyValue
WITH
  sourceNodeId AS node1,
  targetNodeId AS node2,
  gds.util.asNode(sourceNodeId) AS one,
  gds.util.asNode(targetNodeId) AS other,
  1.0 - (1.0 / propertyValue - 1.0) ^ 2 / 2.0 AS cosine
WHERE node1 <> node2 AND cosine >= $cutoff
WITH node1, node2, cosine, point.distance(one.location, other.location) AS metres, abs(
  duration.inSeconds(localdatetime(one.takenAt), localdatetime(other.takenAt)).seconds
) AS seconds
WHERE
  ($within IS NULL OR coalesce(seconds <= $within, $keepMissing))
  AND ($radius IS NULL OR coalesce(metres <= $radius, $keepMissing))
UNWIND [[node1, node2], [node2, node1]] AS pair
WITH pair[0] AS node, pair[1] AS other, max(cosine) AS cosine
ORDER BY node, cosine DESC
WITH node, collect([other, cosine])[..$topK] AS nearest
UNWIND nearest AS near
WITH
  CASE WHEN node < near[0] THEN node ELSE near[0] END AS low,
  CASE WHEN node < near[0] THEN near[0] ELSE node END AS high,
  near[1] AS cosine
WITH low, high, max(cosine) AS cosine
CALL (low, high, cosine) {
  WITH gds.util.asNode(low) AS one, gds.util.asNode(high) AS other, cosine
  MERGE (one)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]-(other)
  SET edge.cosineSimilarity = cosine, edge.runId = $runId
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS merged
