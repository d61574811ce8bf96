// Photos that stay get time and place of their copies, where they have none of their own, and keywords. Parameters: $rows.
// takenAtOf and locationOf are the content for which they hold: the photo's own file lacks them.
UNWIND $rows AS row
MATCH (keep:Photo {root: row.keep[0], path: row.keep[1]})
UNWIND range(0, size(row.copies) - 1) AS position
MATCH (copy:Photo {root: row.copies[position][0], path: row.copies[position][1]})
WITH keep, position, copy
ORDER BY position
WITH keep, collect(copy) AS copies
WITH
  keep,
  head([copy IN copies WHERE copy.takenAt IS NOT NULL AND copy.takenAtOf IS NULL]) AS timed,
  head([copy IN copies WHERE copy.location IS NOT NULL AND copy.locationOf IS NULL]) AS placed,
  reduce(
    words = coalesce(keep.keywordsInCopies, []),
    copy IN copies |
    words + [
      word IN coalesce(copy.keywordsInFile, []) + coalesce(copy.keywordsInCopies, [])
      WHERE NOT word IN words + coalesce(keep.keywordsInFile, [])
    ]
  ) AS words
FOREACH (_ IN CASE WHEN keep.takenAt IS NULL AND timed IS NOT NULL THEN [1] ELSE [] END |
  SET keep.takenAt = timed.takenAt, keep.takenAtOf = keep.contentHash
)
FOREACH (_ IN CASE WHEN keep.location IS NULL AND placed IS NOT NULL THEN [1] ELSE [] END |
  SET keep.location = placed.location, keep.locationOf = keep.contentHash
)
SET keep.keywordsInCopies = CASE WHEN size(words) > 0 THEN words END
RETURN count(*) AS photos
