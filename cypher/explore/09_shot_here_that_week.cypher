// What else was shot around one photo, in the same week, whether or not it looks alike. No parameters.
WITH
  'foggy-pines-01.jpg' AS filename,
  1000 AS metres
MATCH (photo:Photo {filename: filename})
MATCH (other:Photo)
WHERE
  other <> photo
  AND point.distance(other.location, photo.location) <= metres
  AND date.truncate('week', other.takenAt) = date.truncate('week', photo.takenAt)
OPTIONAL MATCH (photo)-[edge:IS_SIMILAR_TO]-(other)
WITH photo, other, max(edge.cosineSimilarity) AS cosine
RETURN
  photo,
  other,
  other.path AS path,
  other.takenAt AS takenAt,
  round(point.distance(other.location, photo.location)) AS metresAway,
  cosine
ORDER BY localdatetime(other.takenAt)
