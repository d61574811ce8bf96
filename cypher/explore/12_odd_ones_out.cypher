// The odd ones out: photos with few edges, or only weak ones. No parameters.
WITH
  10 AS k
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL
OPTIONAL MATCH (photo)-[edge:IS_SIMILAR_TO]-(:Photo)
WITH
  k,
  photo,
  count(edge) AS edges,
  max(edge.cosineSimilarity) AS best,
  sum(edge.cosineSimilarity) AS together
ORDER BY together, photo.path
WITH k, collect({photo: photo, edges: edges, best: best, together: together}) AS rows
UNWIND rows[..k] AS row
RETURN
  row.photo AS photo,
  row.photo.path AS path,
  row.edges AS edges,
  round(row.best, 3) AS bestCosine,
  round(row.together, 3) AS sumOfCosines
ORDER BY row.together, path
