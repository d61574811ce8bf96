// Photos by place. No parameters.
CREATE POINT INDEX photograph_photo_location IF NOT EXISTS
FOR (photo:Photo)
ON (photo.location)
