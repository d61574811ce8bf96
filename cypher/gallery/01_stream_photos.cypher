// Every photo as a gallery shows it, by root and path, with its best labels first. Parameters: $labels.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL AND photo.path IS NOT NULL
WITH photo
ORDER BY photo.root, photo.path
RETURN
  photo.root AS root,
  photo.path AS path,
  photo.contentHash AS content_hash,
  photo.bytes AS bytes,
  photo.width AS width,
  photo.height AS height,
  photo.format AS format,
  left(toString(photo.takenAt), 19) AS taken_at,
  photo.location.latitude AS latitude,
  photo.location.longitude AS longitude,
  nullIf(trim(coalesce(photo.cameraMake, '') + ' ' + coalesce(photo.cameraModel, '')), '')
    AS camera,
  COLLECT {
    MATCH (photo)-[shows:SHOWS]->(label:Label)
    WITH label.name AS name, max(shows.score) AS score
    RETURN name
    ORDER BY score DESC, name
    LIMIT $labels
  } AS labels
