// The pairs of photos about which a person gave a verdict. No parameters.
MATCH (one:Photo)-[:KEEP_BOTH|NOT_SIMILAR_TO]->(other:Photo)
WHERE
  one.root IS NOT NULL
  AND one.path IS NOT NULL
  AND other.root IS NOT NULL
  AND other.path IS NOT NULL
RETURN DISTINCT [one.root, one.path] AS one, [other.root, other.path] AS other
