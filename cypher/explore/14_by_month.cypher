// How many photos each month has, and how many places of about a kilometre they are from. No parameters.
MATCH (photo:Photo)
WHERE photo.takenAt IS NOT NULL
WITH
  photo,
  date.truncate('month', photo.takenAt) AS month,
  // A hundredth of a degree is 1.1 km from south to north.
  round(photo.location.latitude, 2) + ' ' + round(photo.location.longitude, 2) AS place
RETURN month, count(*) AS photos, count(DISTINCT place) AS places
ORDER BY month
