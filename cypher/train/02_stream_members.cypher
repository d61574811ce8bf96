// The photos of a root that are in albums by a person's word. Parameters: $root.
// Only edges that photograph made have a runId: they count in an album that a person named.
MATCH (photo:Photo {root: $root})-[inAlbum:IN_ALBUM]->(album:Album)
WHERE
  photo.path IS NOT NULL
  AND (
    inAlbum.runId IS NULL
    OR (
      album.name IS NOT NULL
      AND (coalesce(album.namedByPerson, false) OR album.name <> coalesce(album.proposedName, ''))
    )
  )
RETURN DISTINCT
  elementId(album) AS album,
  coalesce(toStringOrNull(album.name), '') AS name,
  photo.path AS path
