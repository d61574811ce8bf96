// Pairs that look alike, and were taken far apart in place or in time. No parameters.
WITH
  0.6 AS cosine,
  100 AS kilometres,
  300 AS days
MATCH (one:Photo)-[edge:IS_SIMILAR_TO]->(other:Photo)
WHERE edge.cosineSimilarity >= cosine
WITH
  *,
  point.distance(one.location, other.location) / 1000 AS away,
  abs(duration.inDays(localdatetime(one.takenAt), localdatetime(other.takenAt)).days) AS apart
WHERE away >= kilometres OR apart >= days
RETURN
  one,
  edge,
  other,
  one.path AS path,
  other.path AS otherPath,
  round(edge.cosineSimilarity, 3) AS cosine,
  round(away) AS kilometresApart,
  apart AS daysApart
ORDER BY edge.cosineSimilarity DESC, path
LIMIT 100
