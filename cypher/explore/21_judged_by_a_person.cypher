// Pairs that a person has judged, by `photograph keep-both` or `not-similar`, with their cosine. No parameters.
MATCH (one:Photo)-[verdict:KEEP_BOTH|NOT_SIMILAR_TO]->(other:Photo)
OPTIONAL MATCH (one)-[edge:IS_SIMILAR_TO]-(other)
WITH one, verdict, other, max(edge.cosineSimilarity) AS cosine
RETURN
  one,
  verdict,
  other,
  type(verdict) AS judged,
  one.path AS path,
  other.path AS otherPath,
  one.contentHash = other.contentHash AS exactCopy,
  round(cosine, 3) AS cosine,
  verdict.at AS at
ORDER BY at DESC
