// The albums that photograph made, largest first, with the colours that they have. No parameters.
MATCH (album:Album)
WHERE album.albumId IS NOT NULL
RETURN album.albumId AS albumId, album.colour AS colour
ORDER BY album.photos DESC, albumId
