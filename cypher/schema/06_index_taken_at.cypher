// Photos by time. No parameters.
CREATE RANGE INDEX photograph_photo_taken_at IF NOT EXISTS
FOR (photo:Photo)
ON (photo.takenAt)
