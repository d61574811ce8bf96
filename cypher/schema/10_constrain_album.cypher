// One node an album. No parameters.
CREATE CONSTRAINT photograph_album IF NOT EXISTS
FOR (album:Album)
REQUIRE album.albumId IS UNIQUE
