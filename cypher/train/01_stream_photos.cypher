// Every photo of a root with its content, and when and with what it was taken, as far as it says. Parameters: $root.
// Milliseconds since 1970 by the camera's clock; the offset from UTC is in few photos.
MATCH (photo:Photo {root: $root})
WHERE photo.path IS NOT NULL
RETURN
  photo.path AS path,
  coalesce(photo.contentHash, photo.path) AS content,
  photo.cameraMake AS make,
  photo.cameraModel AS model,
  duration.inSeconds(localdatetime({year: 1970}), localdatetime(photo.takenAt)).milliseconds AS milliseconds,
  CASE WHEN photo.takenAt IS :: ZONED DATETIME THEN photo.takenAt.offsetSeconds END AS offset
