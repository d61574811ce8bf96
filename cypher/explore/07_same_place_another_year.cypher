// What was taken at the place of one photo, in another year. No parameters.
WITH
  'alpine-lake-01.jpg' AS filename,
  500 AS metres
MATCH (photo:Photo {filename: filename})
MATCH (again:Photo)
WHERE
  point.distance(again.location, photo.location) <= metres
  AND again.takenAt.year <> photo.takenAt.year
OPTIONAL MATCH (photo)-[edge:IS_SIMILAR_TO]-(again)
WITH photo, again, max(edge.cosineSimilarity) AS cosine
RETURN
  photo,
  again,
  again.path AS path,
  again.takenAt AS takenAt,
  round(point.distance(again.location, photo.location)) AS metresAway,
  cosine
ORDER BY takenAt
