// Each photo with its community, its links inside it, and what an album is named by. Parameters: $graph, $network.
CALL gds.graph.relationshipProperty.stream($graph, 'weight')
YIELD sourceNodeId, targetNodeId, propertyValue
WITH
  sourceNodeId AS id,
  toInteger(gds.util.nodeProperty($graph, sourceNodeId, 'community')) AS community,
  toInteger(gds.util.nodeProperty($graph, targetNodeId, 'community')) AS otherCommunity,
  [targetNodeId, propertyValue] AS link
WITH id, community, collect(CASE WHEN otherCommunity = community THEN link END) AS links
WITH id, community, links, gds.util.asNode(id) AS photo
// A photo deleted in this very moment is no node any more, and is left out.
WHERE photo IS NOT NULL
RETURN
  id,
  community,
  links,
  photo.root AS root,
  photo.path AS path,
  localdatetime(photo.takenAt) AS takenAt,
  photo.location.latitude AS latitude,
  photo.location.longitude AS longitude,
  [
    (photo)-[shows:SHOWS {network: $network}]->(label:Label) |
    [label.name, shows.score]
  ] AS labels,
  head([
    (photo)-[inAlbum:IN_ALBUM]->(album:Album {network: $network})
    WHERE inAlbum.runId IS NOT NULL |
    album.albumId
  ]) AS albumId
ORDER BY root, path
