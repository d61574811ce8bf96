// Gives an album the name that a person chose. Parameters: $albumId, $name.
MATCH (album:Album {albumId: $albumId})
SET album.name = $name, album.namedByPerson = true
RETURN album.name AS name
