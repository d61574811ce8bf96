// What tells copies apart and which is the better one, in the order of the keys. Parameters: $keys, $edges, $properties.
// Another program may have written photos without a content or a size, which can't be judged.
UNWIND range(0, size($keys) - 1) AS position
MATCH (photo:Photo {root: $keys[position][0], path: $keys[position][1]})
WHERE photo.contentHash IS NOT NULL
  AND photo.bytes IS NOT NULL
  AND photo.width IS NOT NULL
  AND photo.height IS NOT NULL
RETURN
  photo.root AS root,
  photo.path AS path,
  photo.contentHash AS content_hash,
  photo.bytes AS bytes,
  photo.width AS width,
  photo.height AS height,
  coalesce(photo.format, '?') AS format,
  toString(photo.takenAt) AS taken_at,
  // What a copy lent it is not in its file.
  CASE WHEN photo.takenAtOf IS NULL THEN toString(localdatetime(photo.takenAt)) END AS clock,
  photo.location IS NOT NULL AND photo.locationOf IS NULL AS has_place,
  photo.cameraMake AS camera_make,
  photo.cameraModel AS camera_model,
  photo.software AS software,
  coalesce(photo.frames, 1) AS frames,
  coalesce(photo.hasClip, false) AS has_clip,
  coalesce(photo.damaged, false) AS damaged,
  // What others than photograph gave it, each as a text and a key: copies may have the same. A property has one value.
  [
    (photo)-[inAlbum:IN_ALBUM]->(album:Album)
    WHERE inAlbum.runId IS NULL OR album.namedByPerson |
    ['the album ' + coalesce(album.name, '?'), 'album ' + album.albumId]
  ]
  + [
    (photo)<-[cover:HAS_COVER]-(album:Album)
    WHERE cover.runId IS NULL |
    ['the cover of ' + coalesce(album.name, '?'), 'cover ' + album.albumId]
  ]
  + [
    (photo)-[shows:SHOWS]->(label:Label)
    WHERE shows.network IS NULL |
    ['the label ' + label.name, 'label ' + label.name]
  ]
  + [
    (photo)-[:KEEP_BOTH|NOT_SIMILAR_TO]-(other:Photo) |
    ['a verdict on ' + other.path, 'verdict ' + elementId(other)]
  ]
  + [
    (photo)-[drawn:IS_SIMILAR_TO]-(other)
    WHERE drawn.runId IS NULL |
    ['an edge IS_SIMILAR_TO', 'edge ' + elementId(other)]
  ]
  + [
    (photo)-[drawn]-(other)
    WHERE NOT type(drawn) IN $edges |
    ['an edge ' + type(drawn), 'edge ' + type(drawn) + ' ' + elementId(other)]
  ]
  + [
    label IN labels(photo)
    WHERE NOT label =~ 'Photo|AlbumColour[1-8]' |
    ['the label :' + label, ':' + label]
  ]
  + [
    name IN keys(photo)
    WHERE NOT name IN $properties AND NOT name =~ '(embedding|network|classificationList)(_.*)?' |
    ['the property ' + name, name + ' ' + coalesce(toStringOrNull(photo[name]), ''), false]
  ] AS said
ORDER BY position
