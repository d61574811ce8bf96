// The photos linked to one photo, most similar first; null means any network. Parameters: $root, $path, $network, $k.
MATCH (:Photo {root: $root, path: $path})-[edge:IS_SIMILAR_TO]-(other:Photo)
WHERE $network IS NULL OR edge.network = $network
RETURN other.root AS root, other.path AS path, max(edge.cosineSimilarity) AS cosine
ORDER BY cosine DESC, path
LIMIT $k
