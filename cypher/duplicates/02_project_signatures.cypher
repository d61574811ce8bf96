// Photos with the vectors of their signatures, as a GDS graph without relationships. Parameters: $graph.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL
  AND photo.path IS NOT NULL
  AND photo.signatureVector IS NOT NULL
  AND photo.signatureOf = photo.contentHash
WITH gds.graph.project(
  $graph,
  photo,
  null,
  {sourceNodeProperties: {vector: photo.signatureVector}, targetNodeProperties: null}
) AS projection
RETURN projection.nodeCount AS photos
