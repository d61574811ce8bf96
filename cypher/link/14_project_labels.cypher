// Photos of one network and the labels they show, with scores, as a GDS graph. Parameters: $graph, $network.
MATCH (photo:Photo {network: $network})-[shows:SHOWS]->(label:Label)
WHERE photo.root IS NOT NULL AND shows.score IS NOT NULL
WITH gds.graph.project(
  $graph,
  photo,
  label,
  {
    sourceNodeLabels: ['Photo'],
    targetNodeLabels: ['Label'],
    relationshipProperties: {score: shows.score}
  }
) AS projection
RETURN projection.nodeCount AS photos
