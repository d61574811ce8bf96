// Albums that got empty, but for those that a person named or linked with something. Parameters: $network.
MATCH (album:Album {network: $network})
WHERE
  album.albumId IS NOT NULL
  AND NOT EXISTS { (album)--() }
  AND NOT (
    album.name IS NOT NULL
    AND (coalesce(album.namedByPerson, false) OR album.name <> coalesce(album.proposedName, ''))
  )
DELETE album
RETURN count(*) AS deleted
