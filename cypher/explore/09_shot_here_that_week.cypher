// What else was shot around one photo, in the same week, whether or not it looks alike. No parameters.
WITH
  '' AS filename, // of a photo of yours, or empty: one that was not the only one
  1000 AS metres
MATCH (photo:Photo)
WHERE
  photo.filename STARTS WITH filename
  AND photo.location IS NOT NULL
  AND photo.takenAt IS NOT NULL
WITH metres, photo
ORDER BY abs(COUNT { (photo)-[:IS_SIMILAR_TO]-() } - 12), photo.root, photo.path
WITH metres, photo
WHERE EXISTS {
  MATCH (other:Photo)
  WHERE
    other <> photo
    AND point.distance(other.location, photo.location) <= metres
    AND date.truncate('week', other.takenAt) = date.truncate('week', photo.takenAt)
}
WITH metres, photo
LIMIT 1
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
  round(cosine, 3) AS cosine
ORDER BY localdatetime(other.takenAt)
