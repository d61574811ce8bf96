// Which cameras took the photos, and from when to when. No parameters.
MATCH (photo:Photo)
WHERE photo.cameraModel IS NOT NULL
WITH photo, date(photo.takenAt) AS day
RETURN
  photo.cameraMake AS make,
  photo.cameraModel AS model,
  count(*) AS photos,
  min(day) AS firstDay,
  max(day) AS lastDay
ORDER BY photos DESC, model
