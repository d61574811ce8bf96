// Makes and describes albums; a name that a person gave stays. Parameters: $rows, $network.
UNWIND $rows AS row
MERGE (album:Album {albumId: row.albumId})
WITH row, album, album.name IS NOT NULL
  AND (coalesce(album.namedByPerson, false) OR album.name <> coalesce(album.proposedName, '')) AS named
SET
  album.name = CASE WHEN named THEN album.name ELSE row.name END,
  album.namedByPerson = named,
  album.proposedName = row.proposedName,
  album.network = $network,
  album.firstTakenAt = row.firstTakenAt,
  album.lastTakenAt = row.lastTakenAt,
  album.location = CASE
    WHEN row.latitude IS NOT NULL
      THEN point({latitude: row.latitude, longitude: row.longitude})
  END
RETURN count(*) AS albums
