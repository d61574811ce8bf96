// What tells copies apart and which is the better one, in the order of the keys. Parameters: $keys.
// Another program may have written photos without a content or a size, which can't be judged.
UNWIND range(0, size($keys) - 1) AS position
MATCH (photo:Photo {root: $keys[position][0], path: $keys[position][1]})
WHERE photo.contentHash IS NOT NULL
  AND photo.bytes IS NOT NULL
  AND photo.width IS NOT NULL
  AND photo.height IS NOT NULL
RETURN
  photo.root AS root,
  photo.path AS path,
  photo.contentHash AS content_hash,
  photo.bytes AS bytes,
  photo.width AS width,
  photo.height AS height,
  coalesce(photo.format, '?') AS format,
  toString(photo.takenAt) AS taken_at,
  // What a copy lent it is not in its file.
  CASE WHEN photo.takenAtOf IS NULL THEN toString(localdatetime(photo.takenAt)) END AS clock,
  photo.location IS NOT NULL AND photo.locationOf IS NULL AS has_place,
  photo.cameraMake AS camera_make,
  photo.cameraModel AS camera_model,
  photo.software AS software,
  coalesce(photo.frames, 1) AS frames,
  coalesce(photo.hasClip, false) AS has_clip,
  coalesce(photo.keywordsInFile, []) AS keywords,
  coalesce(photo.damaged, false) AS damaged
ORDER BY position
