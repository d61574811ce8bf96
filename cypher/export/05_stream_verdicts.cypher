// Every verdict of a person on two photos. No parameters.
MATCH (one:Photo)-[verdict:KEEP_BOTH|NOT_SIMILAR_TO]->(other:Photo)
WHERE
  one.root IS NOT NULL
  AND one.path IS NOT NULL
  AND other.root IS NOT NULL
  AND other.path IS NOT NULL
RETURN
  one.root + '/' + one.path AS source,
  other.root + '/' + other.path AS target,
  type(verdict) AS verdict,
  toString(verdict.at) AS at
ORDER BY source, target, verdict
