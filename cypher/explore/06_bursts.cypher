// Bursts: pairs of photos that look alike and were taken seconds apart. No parameters.
// 180 seconds find some in the sample photos, 10 are enough for a camera that shoots in bursts.
WITH
  180 AS seconds,
  0.6 AS cosine
MATCH (photo:Photo)-[edge:IS_SIMILAR_TO]-(next:Photo)
WHERE edge.cosineSimilarity >= cosine AND photo.contentHash <> next.contentHash
WITH
  *,
  duration.inSeconds(localdatetime(photo.takenAt), localdatetime(next.takenAt)).seconds AS apart
WHERE 0 <= apart <= seconds AND (apart > 0 OR elementId(photo) < elementId(next))
RETURN
  photo,
  edge,
  next,
  photo.path AS path,
  next.path AS nextPath,
  apart AS secondsApart,
  round(edge.cosineSimilarity, 3) AS cosine
ORDER BY secondsApart, edge.cosineSimilarity DESC
