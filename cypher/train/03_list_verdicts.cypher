// What a person said of two photos of a root. Parameters: $root.
MATCH (one:Photo {root: $root})-[verdict:KEEP_BOTH|NOT_SIMILAR_TO]->(other:Photo {root: $root})
WHERE one.path IS NOT NULL AND other.path IS NOT NULL AND one <> other
RETURN DISTINCT one.path AS one, other.path AS other, type(verdict) AS verdict
ORDER BY one, other, verdict
