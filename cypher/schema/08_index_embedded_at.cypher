// Photos by when their embedding last changed: what is new since a link run. No parameters.
CREATE RANGE INDEX photograph_photo_embedded_at IF NOT EXISTS
FOR (photo:Photo)
ON (photo.embeddedAt)
