// Bridges: albums whose photos look alike, each pair with its strongest edge. No parameters.
MATCH (one:Photo)-[edge:IS_SIMILAR_TO]-(other:Photo)
MATCH (one)-[:IN_ALBUM]->(album:Album)
MATCH (other)-[:IN_ALBUM]->(next:Album)
WHERE album.albumId < next.albumId
WITH album, next, one, edge, other
ORDER BY edge.cosineSimilarity DESC
WITH album, next, count(edge) AS edges, head(collect([one, edge, other])) AS strongest
RETURN
  strongest[0] AS photo,
  strongest[1] AS edge,
  strongest[2] AS other,
  album.name AS album,
  next.name AS nextAlbum,
  edges,
  round(strongest[1].cosineSimilarity, 3) AS cosine
ORDER BY strongest[1].cosineSimilarity DESC
LIMIT 50
