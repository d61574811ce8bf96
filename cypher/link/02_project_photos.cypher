// Photos of one network as a GDS graph without relationships. Parameters: $graph, $network.
// A native projection would take every :Photo, and fail on one of another network or length.
MATCH (photo:Photo {network: $network})
WHERE photo.root IS NOT NULL AND photo.embedding IS NOT NULL
WITH gds.graph.project(
  $graph,
  photo,
  null,
  {sourceNodeProperties: {embedding: photo.embedding}, targetNodeProperties: null}
) AS projection
RETURN projection.nodeCount AS photos
