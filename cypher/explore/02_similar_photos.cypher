// Photos like one photo, by the edges that link made, most similar first. No parameters.
WITH
  '' AS filename // of a photo of yours, or empty: one with about a dozen edges
MATCH (photo:Photo)
WHERE photo.filename STARTS WITH filename AND EXISTS { (photo)-[:IS_SIMILAR_TO]-() }
WITH photo
ORDER BY abs(COUNT { (photo)-[:IS_SIMILAR_TO]-() } - 12), photo.root, photo.path
LIMIT 1
MATCH (photo)-[edge:IS_SIMILAR_TO]-(other:Photo)
RETURN photo, edge, other, other.path AS path, round(edge.cosineSimilarity, 3) AS cosine
ORDER BY edge.cosineSimilarity DESC, path
