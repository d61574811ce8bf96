// Photos near a point of the map, nearest first. No parameters.
WITH
  '' AS place, // 'latitude, longitude' as maps tell them, or empty: where most photos were taken
  1000 AS metres
CALL (place) {
  WITH [part IN split(place, ',') | toFloat(trim(part))] AS numbers
  WHERE size(numbers) = 2
  RETURN point({latitude: numbers[0], longitude: numbers[1]}) AS here
  UNION
  MATCH (photo:Photo)
  WHERE place = '' AND photo.location IS NOT NULL
  WITH photo
  ORDER BY photo.root, photo.path
  WITH
    round(photo.location.latitude, 2) AS north,
    round(photo.location.longitude, 2) AS east,
    head(collect(photo.location)) AS here,
    count(*) AS photos
  ORDER BY photos DESC, north, east
  LIMIT 1
  RETURN here
}
MATCH (photo:Photo)
WHERE point.distance(photo.location, here) <= metres
RETURN
  photo,
  photo.path AS path,
  round(point.distance(photo.location, here)) AS metresAway,
  photo.takenAt AS takenAt
ORDER BY metresAway, takenAt
LIMIT 1000
