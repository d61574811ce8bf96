// Photos that seem to be smaller copies of another: same shape, same time, nearly the same look. No parameters.
WITH
  0.9 AS cosine
MATCH (larger:Photo)-[edge:IS_SIMILAR_TO]-(smaller:Photo)
WHERE
  edge.cosineSimilarity >= cosine
  AND larger.width * larger.height > smaller.width * smaller.height
  AND abs(1.0 * larger.width / larger.height - 1.0 * smaller.width / smaller.height) < 0.02
  AND coalesce(larger.takenAt = smaller.takenAt, true)
RETURN
  larger.path AS larger,
  smaller.path AS smaller,
  larger.width + ' x ' + larger.height AS size,
  smaller.width + ' x ' + smaller.height AS smallerSize,
  round(edge.cosineSimilarity, 3) AS cosine
ORDER BY edge.cosineSimilarity DESC
