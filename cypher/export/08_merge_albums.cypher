// Albums of an export; a name that a person gave to one that is here stays. Parameters: $rows.
UNWIND $rows AS row
MERGE (album:Album {albumId: row.album_id})
WITH row, album, album.name IS NOT NULL
  AND (coalesce(album.namedByPerson, false) OR album.name <> coalesce(album.proposedName, '')) AS named
SET
  album.name = CASE WHEN named THEN album.name ELSE row.name END,
  album.namedByPerson = named OR row.named_by_person,
  album.proposedName = row.proposed_name,
  album.network = row.network,
  album.colour = row.colour,
  album.firstTakenAt = row.first_taken_at,
  album.lastTakenAt = row.last_taken_at,
  album.location = point({latitude: row.latitude, longitude: row.longitude})
RETURN count(*) AS albums
