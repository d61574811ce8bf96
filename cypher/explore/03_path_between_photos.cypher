// Why two photos are in one group: the shortest path of edges between them, with their cosines. No parameters.
// Of several that are as short, the one whose weakest edge is strongest.
WITH
  '' AS first, // of a photo of yours, or empty: one with about a dozen edges
  '' AS last // of another, or empty: one that has no edge to the first
MATCH (one:Photo)
WHERE one.filename STARTS WITH first AND EXISTS { (one)-[:IS_SIMILAR_TO]-() }
WITH one, last
ORDER BY abs(COUNT { (one)-[:IS_SIMILAR_TO]-() } - 12), one.root, one.path
LIMIT 1
CALL (one, last) {
  MATCH (other:Photo)
  WHERE last <> '' AND other.filename STARTS WITH last
  RETURN other
  UNION
  MATCH (one)-[:IS_SIMILAR_TO]-{1,2}(other:Photo)
  WHERE last = ''
  RETURN other
}
WITH one, other
WHERE one <> other
ORDER BY EXISTS { (one)-[:IS_SIMILAR_TO]-(other) }, other.root, other.path
LIMIT 1
MATCH path = ALL SHORTEST (one)-[:IS_SIMILAR_TO]-{1,20}(other)
WITH path, [edge IN relationships(path) | edge.cosineSimilarity] AS cosines
WITH
  path,
  cosines,
  reduce(least = 1.0, cosine IN cosines | CASE WHEN cosine < least THEN cosine ELSE least END)
    AS weakest
ORDER BY weakest DESC
LIMIT 1
RETURN
  path,
  [photo IN nodes(path) | photo.filename] AS photos,
  [cosine IN cosines | round(cosine, 3)] AS cosines,
  round(weakest, 3) AS weakest
