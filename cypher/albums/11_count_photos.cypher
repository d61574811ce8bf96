// Writes down how many photos each album has, those that a person added too. Parameters: $network.
MATCH (album:Album {network: $network})
WHERE album.albumId IS NOT NULL
SET album.photos = COUNT {
  MATCH (photo:Photo)-[:IN_ALBUM]->(album)
  RETURN DISTINCT photo
}
RETURN count(*) AS albums
