// The albums that photograph made, and whether a person named each. No parameters.
// A name that is not the one proposed last was given in Browser.
MATCH (album:Album)
WHERE album.albumId IS NOT NULL
RETURN
  album.albumId AS albumId,
  album.name AS name,
  album.network AS network,
  album.name IS NOT NULL
    AND (coalesce(album.namedByPerson, false) OR album.name <> coalesce(album.proposedName, '')) AS named
ORDER BY albumId
