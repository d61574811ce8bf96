// Why two photos are in one group: the shortest path of edges between them, with their cosines. No parameters.
// Of several that are as short, the one whose weakest edge is strongest.
WITH
  'snow-cabin-02.jpg' AS first,
  'alpine-lake-03.jpg' AS last
MATCH (one:Photo {filename: first})
MATCH (other:Photo {filename: last})
WHERE one <> other
MATCH path = ALL SHORTEST (one)-[:IS_SIMILAR_TO]-{1,20}(other)
WITH path, [edge IN relationships(path) | edge.cosineSimilarity] AS cosines
RETURN
  path,
  [photo IN nodes(path) | photo.filename] AS photos,
  cosines,
  reduce(least = 1.0, cosine IN cosines | CASE WHEN cosine < least THEN cosine ELSE least END)
    AS weakest
ORDER BY weakest DESC
LIMIT 1
