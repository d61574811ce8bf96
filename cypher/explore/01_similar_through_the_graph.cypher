// Photos like one photo, found through the graph: paste it whole into Neo4j Browser. No parameters.
// It makes the projection that it needs, and drops it: photograph similar --through-graph keeps one.
WITH
  '' AS filename, // of a photo of yours, or empty: one with about a dozen edges
  10 AS k
CALL () {
  CALL gds.graph.drop('photograph-explore', false)
  YIELD graphName
  RETURN count(*) AS dropped
}
MATCH (photo:Photo)
WHERE
  photo.filename STARTS WITH filename
  AND EXISTS {
    (photo)-[edge:IS_SIMILAR_TO {method: 'knn', network: photo.network}]-(linked:Photo)
    WHERE edge.cosineSimilarity > 0 AND photo.root IS NOT NULL AND linked.root IS NOT NULL
  }
WITH photo, k
ORDER BY abs(COUNT { (photo)-[:IS_SIMILAR_TO]-() } - 12), photo.root, photo.path
LIMIT 1
CALL (photo) {
  MATCH (one:Photo)-[edge:IS_SIMILAR_TO {method: 'knn', network: photo.network}]->(other:Photo)
  WHERE edge.cosineSimilarity > 0 AND one.root IS NOT NULL AND other.root IS NOT NULL
  RETURN gds.graph.project(
    'photograph-explore',
    one,
    other,
    {relationshipProperties: {weight: edge.cosineSimilarity ^ 3}},
    {undirectedRelationshipTypes: ['*']}
  ) AS projection
}
CALL gds.degree.mutate(projection.graphName, {
  relationshipWeightProperty: 'weight',
  mutateProperty: 'degree'
})
YIELD nodePropertiesWritten
CALL (photo, nodePropertiesWritten) {
  CALL gds.pageRank.stream('photograph-explore', {
    sourceNodes: [photo],
    dampingFactor: 0.85,
    relationshipWeightProperty: 'weight',
    maxIterations: 50,
    tolerance: 1e-5,
    concurrency: 1
  })
  YIELD nodeId, score
  WHERE score > 0 AND nodeId <> id(photo)
  WITH nodeId, score / sqrt(gds.util.nodeProperty('photograph-explore', nodeId, 'degree')) AS score
  ORDER BY score DESC, nodeId
  RETURN collect([nodeId, score]) AS found
}
CALL gds.graph.drop('photograph-explore')
YIELD graphName
UNWIND found[..k] AS row
WITH gds.util.asNode(row[0]) AS other, row[1] AS score
RETURN other AS photo, other.path AS path, score
ORDER BY score DESC, path
