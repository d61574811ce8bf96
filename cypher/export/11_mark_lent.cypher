// Photos of an export whose time or place a copy lent get the content for which it holds. Parameters: $rows.
UNWIND $rows AS row
MATCH (photo:Photo {root: row.root, path: row.path})
WHERE photo.contentHash = row.content_hash
SET photo.takenAtOf = row.taken_at_of, photo.locationOf = row.location_of
RETURN count(*) AS photos
