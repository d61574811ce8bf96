// The photos linked to one photo, most similar first. Parameters: $root, $path, $k.
MATCH (:Photo {root: $root, path: $path})-[edge:IS_SIMILAR_TO]-(other:Photo)
RETURN other.root AS root, other.path AS path, max(edge.cosineSimilarity) AS cosine
ORDER BY cosine DESC, path
LIMIT $k
