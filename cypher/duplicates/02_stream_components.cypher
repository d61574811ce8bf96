// Photos that hang together in a projection, with what tells copies apart. Parameters: $graph.
CALL gds.wcc.stream($graph, {minComponentSize: 2})
YIELD nodeId, componentId
WITH componentId AS component, gds.util.asNode(nodeId) AS photo
// A photo deleted in this very moment is no node any more, and is left out.
WHERE photo IS NOT NULL
RETURN
  component,
  photo.root AS root,
  photo.path AS path,
  photo.contentHash AS content_hash,
  photo.bytes AS bytes,
  photo.width AS width,
  photo.height AS height,
  photo.format AS format,
  toString(photo.takenAt) AS taken_at,
  duration.inSeconds(localdatetime({year: 1970}), localdatetime(photo.takenAt)).seconds AS seconds,
  photo.cameraMake AS camera_make,
  photo.cameraModel AS camera_model,
  coalesce(photo.damaged, false) AS damaged
ORDER BY component, root, path
