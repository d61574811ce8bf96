// Writes down how many photos each album has, those that a person added too; a copy beside its photo is none. Parameters: $network.
MATCH (album:Album {network: $network})
WHERE album.albumId IS NOT NULL
SET album.photos = COUNT {
  MATCH (photo:Photo)-[:IN_ALBUM]->(album)
  WHERE NOT EXISTS {
    (photo)-[:COPY_OF*1..8]->(last:Photo)-[:IN_ALBUM]->(album)
    WHERE NOT EXISTS { (last)-[:COPY_OF]->(:Photo) }
  }
  RETURN DISTINCT photo
}
RETURN count(*) AS albums
