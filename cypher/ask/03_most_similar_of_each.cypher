// Each photo of a root with its most similar one. Parameters: $root, $limit.
MATCH (photo:Photo {root: $root})
OPTIONAL MATCH (photo)-[edge:IS_SIMILAR_TO]-(other:Photo)
WITH photo, edge, other
ORDER BY edge.cosineSimilarity DESC, other.path
WITH photo, head(collect({path: other.path, cosine: edge.cosineSimilarity})) AS best
RETURN photo.path AS path, best.path AS mostSimilar, best.cosine AS cosine
ORDER BY path
LIMIT $limit
