// One edge a pair among the nearest photos that were found. Parameters: $graph, $relationship, $topK, $cutoff, $method, $network, $runId, $first, $batch.
// GDS 2.13: EUCLIDEAN gives s = 1 / (1 + d); on unit vectors cosine = 1 - d² / 2, exactly.
CALL gds.graph.relationshipProperty.stream($graph, 'similarity', [$relationship + '_BOTH'])
YIELD sourceNodeId AS node, targetNodeId AS other, propertyValue AS similarity
WITH node, other, similarity
WHERE node <> other
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
  // Where there is no edge yet, CREATE does the same in two thirds of the time of MERGE.
  FOREACH (_ IN CASE WHEN $first THEN [1] ELSE [] END |
    CREATE (one)-[:IS_SIMILAR_TO {
      cosineSimilarity: cosine,
      method: $method,
      network: $network,
      runId: $runId
    }]->(other)
  )
  FOREACH (_ IN CASE WHEN $first THEN [] ELSE [1] END |
    MERGE (one)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]-(other)
    SET edge.cosineSimilarity = cosine, edge.runId = $runId
  )
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS edges
