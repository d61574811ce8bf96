// Gives albums a colour, by number. Parameters: $rows.
UNWIND $rows AS row
MATCH (album:Album {albumId: row.albumId})
SET album.colour = row.colour
RETURN count(*) AS albums
