// Photos of a CSV file become nodes; only what differs is written. Parameters: $url, $root, $network, $escapes, $batch.
LOAD CSV WITH HEADERS FROM $url AS row
CALL (row) {
  WITH
    row,
    reduce(text = row.path, pair IN $escapes | replace(text, pair[0], pair[1])) AS path,
    toFloatList(split(row.embedding, ';')) AS embedding
  MERGE (photo:Photo {root: $root, path: path})
  WITH photo, embedding, {
    filename: split(path, '/')[-1],
    contentHash: row.contentHash,
    bytes: toInteger(row.bytes),
    width: toInteger(row.width),
    height: toInteger(row.height),
    format: row.format,
    orientation: toInteger(row.orientation),
    takenAt: CASE
      WHEN row.takenAt IS NULL THEN null
      WHEN row.utcOffset IS NULL THEN localdatetime(row.takenAt)
      ELSE datetime(row.takenAt + row.utcOffset)
    END,
    location: point({latitude: toFloat(row.latitude), longitude: toFloat(row.longitude)}),
    altitude: toFloat(row.altitude),
    gpsAt: datetime(row.gpsAt),
    cameraMake:
      reduce(text = row.cameraMake, pair IN $escapes | replace(text, pair[0], pair[1])),
    cameraModel:
      reduce(text = row.cameraModel, pair IN $escapes | replace(text, pair[0], pair[1])),
    lens: reduce(text = row.lens, pair IN $escapes | replace(text, pair[0], pair[1])),
    network: $network
  } AS fresh
  // The vectors are compared as float32, as they are stored; 1.0 is a distance under 0.0003.
  WITH photo, embedding, fresh, CASE
    WHEN photo.embedding IS NULL OR size(photo.embedding) <> size(embedding) THEN true
    ELSE vector.similarity.euclidean(photo.embedding, embedding) < 1.0
  END AS embeddingDiffers
  WHERE
    embeddingDiffers
    OR any(
      key IN keys(fresh)
      WHERE (photo[key] IS NULL) <> (fresh[key] IS NULL) OR photo[key] <> fresh[key]
    )
  SET photo += fresh
  WITH photo, embedding
  CALL db.create.setNodeVectorProperty(photo, 'embedding', embedding)
  RETURN count(*) AS written
} IN TRANSACTIONS OF $batch ROWS
RETURN sum(written) AS written
