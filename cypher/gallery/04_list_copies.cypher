// Photos with the same content, and pairs of a cosine that only copies have; not those to be kept both. Parameters: $cosine.
MATCH (photo:Photo)
WHERE photo.contentHash IS NOT NULL AND photo.root IS NOT NULL AND photo.path IS NOT NULL
WITH photo.contentHash AS content, collect([photo.root, photo.path]) AS photos
WHERE size(photos) > 1
RETURN true AS exact, photos
UNION ALL
MATCH (one:Photo)-[edge:IS_SIMILAR_TO]->(other:Photo)
WHERE
  edge.cosineSimilarity >= $cosine
  AND coalesce(edge.method, 'knn') = 'knn'
  AND one.contentHash <> other.contentHash
  AND one.path IS NOT NULL AND other.path IS NOT NULL
  AND NOT EXISTS { (one)-[:KEEP_BOTH|NOT_SIMILAR_TO]-(other) }
RETURN false AS exact, [[one.root, one.path], [other.root, other.path]] AS photos
