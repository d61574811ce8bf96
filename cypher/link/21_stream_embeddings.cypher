// The embeddings of some photos, in the order of the keys. Parameters: $network, $keys.
UNWIND range(0, size($keys) - 1) AS position
MATCH (photo:Photo {root: $keys[position][0], path: $keys[position][1]})
WITH position, [
  key IN keys(photo)
  WHERE (key = 'network' OR key STARTS WITH 'network_') AND photo[key] = $network |
  photo['embedding' + substring(key, size('network'))]
][0] AS embedding
WHERE embedding IS NOT NULL
RETURN position, embedding
