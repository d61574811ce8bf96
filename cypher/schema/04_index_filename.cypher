// Photos by file name, as the old script asked for them. No parameters.
CREATE RANGE INDEX photograph_photo_filename IF NOT EXISTS
FOR (photo:Photo)
ON (photo.filename)
