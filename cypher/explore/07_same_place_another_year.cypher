// What was taken at the place of one photo, in another year. No parameters.
WITH
  '' AS filename, // of a photo of yours, or empty: one whose place was visited in several years
  500 AS metres
MATCH (photo:Photo)
WHERE
  photo.filename STARTS WITH filename
  AND photo.location IS NOT NULL
  AND photo.takenAt IS NOT NULL
WITH metres, photo
ORDER BY abs(COUNT { (photo)-[:IS_SIMILAR_TO]-() } - 12), photo.root, photo.path
// One photo stands for the hundred metres and the year: a million need not be asked one by one.
WITH
  metres,
  round(photo.location.latitude, 3) AS north,
  round(photo.location.longitude, 3) AS east,
  photo.takenAt.year AS year,
  head(collect(photo)) AS photo,
  count(*) AS photos
WHERE EXISTS {
  MATCH (again:Photo)
  WHERE
    point.distance(again.location, photo.location) <= metres
    AND again.takenAt.year <> photo.takenAt.year
}
WITH metres, photo
ORDER BY photos DESC, photo.root, photo.path
LIMIT 1
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
  round(cosine, 3) AS cosine
ORDER BY takenAt
