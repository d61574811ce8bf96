// The photos of one block as a GDS graph without relationships. Parameters: $graph, $keys, $network.
UNWIND $keys AS key
MATCH (photo:Photo {root: key[0], path: key[1]})
WITH photo, [
  name IN keys(photo)
  WHERE (name = 'network' OR name STARTS WITH 'network_') AND photo[name] = $network |
  photo['embedding' + substring(name, size('network'))]
][0] AS embedding
WHERE embedding IS NOT NULL
WITH gds.graph.project(
  $graph,
  photo,
  null,
  {sourceNodeProperties: {embedding: embedding}, targetNodeProperties: null}
) AS projection
RETURN projection.nodeCount AS projected
