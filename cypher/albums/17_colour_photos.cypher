// Gives each photo the colour of its album as a label, for Browser's style. Parameters: $batch.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL
WITH
  photo,
  [label IN labels(photo) WHERE label =~ 'AlbumColour[1-8]'] AS had,
  COLLECT {
    // Without its label, no plan begins at every album: right after they are made, Neo4j 5.26 does.
    MATCH (photo)-[inAlbum:IN_ALBUM]->(album)
    WHERE album.albumId IS NOT NULL AND album.colour IS NOT NULL
    RETURN 'AlbumColour' + album.colour
    // Where it is in several, the one that a person put it into.
    ORDER BY inAlbum.runId IS NOT NULL, album.network, album.albumId
    LIMIT 1
  } AS wanted
WHERE had <> wanted
CALL (photo, had, wanted) {
  REMOVE photo:$(had)
  SET photo:$(wanted)
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS photos
