// Photos of one network as a GDS graph without relationships. Parameters: $graph, $network.
// A native projection would take every :Photo, and fail on one of another network or length; and
// `network_two` tells of which network `embedding_two` is.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL
WITH photo, [
  key IN keys(photo)
  WHERE (key = 'network' OR key STARTS WITH 'network_') AND photo[key] = $network |
  photo['embedding' + substring(key, size('network'))]
][0] AS embedding
WHERE embedding IS NOT NULL
WITH gds.graph.project(
  $graph,
  photo,
  null,
  {sourceNodeProperties: {embedding: embedding}, targetNodeProperties: null}
) AS projection
RETURN projection.nodeCount AS photos
