// Edges of new photos with their nearest ones, which the vector index names, and with those whose top k they enter. Parameters: $keys, $index, $networkKey, $embeddingKey, $network, $width, $topK, $cutoff, $method, $runId, $batch.
UNWIND $keys AS key
MATCH (photo:Photo {root: key[0], path: key[1]})
CALL (photo) {
  CALL db.index.vector.queryNodes($index, $width, photo[$embeddingKey])
  YIELD node AS other
  // Neo4j 5.26: euclidean gives 1 / (1 + d²); on unit vectors cosine = 1 - d² / 2, exactly.
  WITH other, 1.0 - (
    1.0 / vector.similarity.euclidean(photo[$embeddingKey], other[$embeddingKey]) - 1.0
  ) / 2.0 AS cosine
  WHERE other <> photo
    AND other.root IS NOT NULL
    AND other[$networkKey] = $network
    AND cosine >= $cutoff
  ORDER BY cosine DESC
  WITH collect({other: other, cosine: cosine}) AS near
  UNWIND range(0, size(near) - 1) AS rank
  WITH near[rank].other AS other, near[rank].cosine AS cosine, rank
  WHERE rank < $topK OR COUNT {
    (other)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]-()
    WHERE edge.cosineSimilarity > cosine
  } < $topK
  RETURN other, cosine
}
CALL (photo, other, cosine) {
  MERGE (photo)-[edge:IS_SIMILAR_TO {method: $method, network: $network}]-(other)
  SET edge.cosineSimilarity = cosine, edge.runId = $runId
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS merged
