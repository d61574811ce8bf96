// The photos of a root that are in albums by a person's word. Parameters: $root.
// All photos of an album that a person made or named, and those that a person put into any other.
MATCH (photo:Photo {root: $root})-[inAlbum:IN_ALBUM]->(album:Album)
WHERE
  photo.path IS NOT NULL
  AND (
    inAlbum.runId IS NULL
    OR album.albumId IS NULL
    OR (
      album.name IS NOT NULL
      AND (coalesce(album.namedByPerson, false) OR album.name <> coalesce(album.proposedName, ''))
    )
  )
RETURN DISTINCT
  elementId(album) AS album,
  coalesce(toStringOrNull(album.name), '') AS name,
  photo.path AS path
