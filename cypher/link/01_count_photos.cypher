// The photos to link, by network and by the property that holds its embeddings. No parameters.
// `network` tells what `embedding` is of, `network_two` what `embedding_two` is of. That a key is
// there is asked of keys(): IS NOT NULL of a computed name reads the whole embedding (Neo4j 5.26).
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL
WITH photo, keys(photo) AS names
UNWIND [key IN names WHERE key = 'network' OR key STARTS WITH 'network_'] AS key
WITH photo, names, key, 'embedding' + substring(key, size('network')) AS property
WHERE property IN names
RETURN photo[key] AS network, property, count(*) AS photos
ORDER BY photos DESC, network, property
