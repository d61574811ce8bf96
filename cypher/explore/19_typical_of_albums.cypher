// The most typical photo of each album: the one whose edges to the others weigh most. No parameters.
MATCH (album:Album)<-[:IN_ALBUM]-(photo:Photo)
WHERE album.albumId IS NOT NULL
OPTIONAL MATCH (photo)-[edge:IS_SIMILAR_TO]-(other:Photo)
WHERE EXISTS { (other)-[:IN_ALBUM]->(album) }
WITH album, photo, count(edge) AS edges, sum(edge.cosineSimilarity) AS degree
ORDER BY degree DESC, photo.path
WITH album, head(collect({photo: photo, edges: edges, degree: degree})) AS best
RETURN
  album,
  best.photo AS photo,
  album.name AS name,
  best.photo.path AS path,
  best.edges AS edges,
  round(best.degree, 3) AS sumOfCosines
ORDER BY best.degree DESC, name
