// What others than photograph gave photos, by the places of the keys: a text, a key, and whether it has one value. Parameters: $keys, $ours.
// Copies may have the same. A property has one value.
UNWIND range(0, size($keys) - 1) AS position
MATCH (photo:Photo {root: $keys[position][0], path: $keys[position][1]})
WITH
  position,
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
    WHERE NOT type(drawn) IN $ours.edges |
    ['an edge ' + type(drawn), 'edge ' + type(drawn) + ' ' + elementId(other)]
  ]
  + [
    label IN labels(photo)
    WHERE NOT label =~ $ours.labelPattern |
    ['the label :' + label, ':' + label]
  ]
  + [
    name IN keys(photo)
    WHERE NOT name IN $ours.properties AND NOT name =~ $ours.propertyPattern |
    ['the property ' + name, name + ' ' + coalesce(toStringOrNull(photo[name]), ''), false]
  ] AS said
WHERE size(said) > 0
RETURN position, said
