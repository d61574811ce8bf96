// The photos to link, by network and by the property that holds its embeddings. No parameters.
// `network` tells what `embedding` is of, `network_two` what `embedding_two` is of.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL
UNWIND [key IN keys(photo) WHERE key = 'network' OR key STARTS WITH 'network_'] AS key
WITH photo, key, photo['embedding' + substring(key, size('network'))] AS embedding
WHERE embedding IS NOT NULL
RETURN
  photo[key] AS network,
  'embedding' + substring(key, size('network')) AS property,
  count(*) AS photos,
  max(size(embedding)) AS dims
ORDER BY photos DESC, network, property
