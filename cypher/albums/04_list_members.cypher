// Each photo with its community, and what an album is named by. Parameters: $graph, $network.
CALL gds.graph.nodeProperty.stream($graph, 'community')
YIELD nodeId, propertyValue
WITH nodeId AS id, toInteger(propertyValue) AS community, gds.util.asNode(nodeId) AS photo
// A photo deleted in this very moment is no node any more, and is left out.
WHERE photo IS NOT NULL
RETURN
  id,
  community,
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
