// Every album that photograph made, with its photos and covers; those without a runId a person chose. No parameters.
MATCH (album:Album)
WHERE album.albumId IS NOT NULL
RETURN
  album.albumId AS album_id,
  album.name AS name,
  album.namedByPerson AS named_by_person,
  album.proposedName AS proposed_name,
  album.network AS network,
  localdatetime(album.firstTakenAt) AS first_taken_at,
  localdatetime(album.lastTakenAt) AS last_taken_at,
  album.location.latitude AS latitude,
  album.location.longitude AS longitude,
  album.photos AS photos,
  album.colour AS colour,
  COLLECT {
    MATCH (photo:Photo)-[inAlbum:IN_ALBUM]->(album)
    WHERE photo.root IS NOT NULL AND photo.path IS NOT NULL
    WITH photo.root + '/' + photo.path AS id, inAlbum.runId AS runId
    ORDER BY id, runId
    RETURN {photo: id, run_id: runId}
  } AS members,
  COLLECT {
    MATCH (album)-[cover:HAS_COVER]->(photo:Photo)
    WHERE photo.root IS NOT NULL AND photo.path IS NOT NULL
    WITH photo.root + '/' + photo.path AS id, cover.runId AS runId
    // Those of a person last: then a cover of ours is not left out for the chosen one beside it.
    ORDER BY runId, id
    RETURN {photo: id, run_id: runId}
  } AS covers
ORDER BY album_id
