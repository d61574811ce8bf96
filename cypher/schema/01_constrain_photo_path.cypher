// A photo's key: its path within its root. No parameters.
CREATE CONSTRAINT photograph_photo_path IF NOT EXISTS
FOR (photo:Photo)
REQUIRE (photo.root, photo.path) IS UNIQUE
