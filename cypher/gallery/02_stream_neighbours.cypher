// Each pair of similar photos once, with its cosine; not those that a person called not similar. No parameters.
// Two networks may link the same pair: the higher cosine counts.
MATCH (one:Photo)-[edge:IS_SIMILAR_TO]->(other:Photo)
WHERE
  edge.cosineSimilarity IS NOT NULL
  AND coalesce(edge.method, 'knn') = 'knn'
  AND one.root IS NOT NULL AND one.path IS NOT NULL
  AND other.root IS NOT NULL AND other.path IS NOT NULL
  AND NOT EXISTS { (one)-[:NOT_SIMILAR_TO]-(other) }
RETURN
  one.root AS root,
  one.path AS path,
  other.root AS otherRoot,
  other.path AS otherPath,
  max(edge.cosineSimilarity) AS cosine
