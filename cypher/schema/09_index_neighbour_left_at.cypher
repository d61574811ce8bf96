// Photos by when they last lost a neighbour: who is to be linked again. No parameters.
CREATE RANGE INDEX photograph_photo_neighbour_left_at IF NOT EXISTS
FOR (photo:Photo)
ON (photo.neighbourLeftAt)
