// Photos of an export whose time or place a copy lent get the content for which it holds, and keywords of copies. Parameters: $rows.
UNWIND $rows AS row
MATCH (photo:Photo {root: row.root, path: row.path})
WHERE photo.contentHash = row.content_hash
SET
  photo.takenAtOf = row.taken_at_of,
  photo.locationOf = row.location_of,
  photo.keywordsInCopies = coalesce(row.keywords_in_copies, photo.keywordsInCopies)
RETURN count(*) AS photos
