// How many photos each month has, and on how many days they were taken. No parameters.
MATCH (photo:Photo)
WHERE photo.takenAt IS NOT NULL
WITH date.truncate('month', photo.takenAt) AS month, date(photo.takenAt) AS day
RETURN month, count(*) AS photos, count(DISTINCT day) AS days
ORDER BY month
