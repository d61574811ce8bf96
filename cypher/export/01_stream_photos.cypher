// Every photo with its embeddings and labels, by root and path. Parameters: $suffixes.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL AND photo.path IS NOT NULL
WITH photo
ORDER BY photo.root, photo.path
RETURN
  photo.root AS root,
  photo.path AS path,
  photo.filename AS filename,
  photo.contentHash AS content_hash,
  photo.bytes AS bytes,
  photo.width AS width,
  photo.height AS height,
  photo.format AS format,
  photo.orientation AS orientation,
  photo.damaged AS damaged,
  photo.takenAt AS taken_at,
  photo.location.latitude AS latitude,
  photo.location.longitude AS longitude,
  photo.altitude AS altitude,
  photo.gpsAt AS gps_at,
  photo.cameraMake AS camera_make,
  photo.cameraModel AS camera_model,
  photo.lens AS lens,
  photo.software AS software,
  photo.frames AS frames,
  photo.hasClip AS has_clip,
  photo.keywordsInFile AS keywords,
  photo.keywordsInCopies AS keywords_in_copies,
  photo.takenAtOf AS taken_at_of,
  photo.locationOf AS location_of,
  CASE WHEN photo.signatureOf = photo.contentHash THEN photo.signature END AS signature,
  [suffix IN $suffixes | {
    network: photo['network' + suffix],
    embedding: photo['embedding' + suffix],
    classification: photo['classificationList' + suffix]
  }] AS held,
  [
    (photo)-[shows:SHOWS]->(label:Label)
    WHERE shows.network IS NOT NULL |
    {name: label.name, score: shows.score, network: shows.network}
  ] AS labels
