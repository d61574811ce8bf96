// Photos near a point of the map, nearest first. No parameters.
WITH
  46.4984 AS latitude,
  7.7276 AS longitude,
  1000 AS metres
WITH point({latitude: latitude, longitude: longitude}) AS here, metres
MATCH (photo:Photo)
WHERE point.distance(photo.location, here) <= metres
RETURN
  photo,
  photo.path AS path,
  round(point.distance(photo.location, here)) AS metresAway,
  photo.takenAt AS takenAt
ORDER BY metresAway, takenAt
