// Photos of a CSV file become nodes; only what differs is written. Parameters: $url, $root, $network, $networkKey, $embeddingKey, $classificationKey, $escapes, $batch.
// load/statements.py makes the same statement for rows that the driver sends.
LOAD CSV WITH HEADERS FROM $url AS row
CALL (row) {
  WITH
    row,
    reduce(text = row.path, pair IN $escapes | replace(text, pair[0], pair[1])) AS path,
    toFloatList(split(row.embedding, ';')) AS embedding
  MERGE (photo:Photo {root: $root, path: path})
  WITH photo, row, embedding, {
    filename: split(path, '/')[-1],
    contentHash: row.contentHash,
    bytes: toInteger(row.bytes),
    width: toInteger(row.width),
    height: toInteger(row.height),
    format: row.format,
    orientation: toInteger(row.orientation),
    damaged: CASE WHEN toBoolean(row.damaged) THEN true END,
    // What a copy lent it stays, while its own file lacks it and has not changed.
    takenAt: CASE
      WHEN row.takenAt IS NULL
        THEN CASE WHEN photo.takenAtOf = row.contentHash THEN photo.takenAt END
      WHEN row.utcOffset IS NULL THEN localdatetime(row.takenAt)
      ELSE datetime(row.takenAt + row.utcOffset)
    END,
    takenAtOf: CASE
      WHEN row.takenAt IS NULL AND photo.takenAtOf = row.contentHash THEN photo.takenAtOf
    END,
    location: coalesce(
      point({latitude: toFloat(row.latitude), longitude: toFloat(row.longitude)}),
      CASE WHEN photo.locationOf = row.contentHash THEN photo.location END
    ),
    locationOf: CASE
      WHEN row.latitude IS NULL AND photo.locationOf = row.contentHash THEN photo.locationOf
    END,
    altitude: toFloat(row.altitude),
    gpsAt: datetime(row.gpsAt),
    cameraMake:
      reduce(text = row.cameraMake, pair IN $escapes | replace(text, pair[0], pair[1])),
    cameraModel:
      reduce(text = row.cameraModel, pair IN $escapes | replace(text, pair[0], pair[1])),
    lens: reduce(text = row.lens, pair IN $escapes | replace(text, pair[0], pair[1])),
    software: reduce(text = row.software, pair IN $escapes | replace(text, pair[0], pair[1])),
    frames: toInteger(row.frames),
    hasClip: CASE WHEN toBoolean(row.hasClip) THEN true END,
    keywordsInFile: [
      word IN split(row.keywords, ';') |
      reduce(text = word, pair IN $escapes | replace(text, pair[0], pair[1]))
    ],
    keywordsInCopies: CASE
      WHEN photo.contentHash = row.contentHash THEN photo.keywordsInCopies
    END
  } AS fresh,
  // What a network said of a photo outlives a load without it, but not a change of the photo.
  CASE
    WHEN row.classification IS NOT NULL THEN toFloatList(split(row.classification, ';'))
    WHEN photo.contentHash = row.contentHash THEN photo[$classificationKey]
  END AS classification
  CALL (photo, embedding, fresh, classification) {
    WITH *, photo[$embeddingKey] AS before, photo[$classificationKey] AS classifiedBefore
    // The vectors are compared as float32, as they are stored; 1.0 is a distance under 0.0003.
    WITH *, CASE
      WHEN before IS NULL OR size(before) <> size(embedding) THEN true
      ELSE vector.similarity.euclidean(before, embedding) < 1.0
    END AS embeddingDiffers
    WHERE embeddingDiffers
      OR coalesce(photo[$networkKey] <> $network, true)
      OR (classifiedBefore IS NULL) <> (classification IS NULL)
      OR classifiedBefore <> classification
      OR any(
        key IN keys(fresh)
        WHERE (photo[key] IS NULL) <> (fresh[key] IS NULL) OR photo[key] <> fresh[key]
      )
    // Edges by the old embedding are not true any more; who loses one is to be linked again.
    CALL (photo, before, embeddingDiffers) {
      WITH photo
      WHERE embeddingDiffers AND before IS NOT NULL
      MATCH (photo)-[edge:IS_SIMILAR_TO {method: 'knn', network: $network}]-(neighbour:Photo)
      WHERE edge.runId IS NOT NULL
      SET neighbour.neighbourLeftAt = datetime.realtime()
      DELETE edge
    }
    // What was proved of the pixels of before is not true of others.
    CALL (photo, fresh) {
      WITH photo
      WHERE photo.contentHash <> fresh.contentHash
      MATCH (photo)-[proved:COPY_OF]-(:Photo)
      WHERE proved.runId IS NOT NULL
      DELETE proved
    }
    SET photo += fresh
    SET photo[$networkKey] = $network
    SET photo[$classificationKey] = classification
    FOREACH (_ IN CASE WHEN embeddingDiffers THEN [1] ELSE [] END |
      SET photo.embeddedAt = datetime.realtime()
    )
    WITH photo, embedding
    CALL db.create.setNodeVectorProperty(photo, $embeddingKey, embedding)
    RETURN count(*) AS written
  }
  WITH photo, written, toFloatList(split(row.labelScores, ';')) AS scores, [
    name IN coalesce(split(row.labelNames, ';'), []) |
    reduce(text = name, pair IN $escapes | replace(text, pair[0], pair[1]))
  ] AS names
  // What a person or another network says that a photo shows has no or another network, and stays.
  CALL (photo, names, scores) {
    WITH *, [
      (photo)-[shows:SHOWS {network: $network}]->(label:Label) | [label.name, shows.score]
    ] AS before
    WHERE size(before) <> size(names)
      OR any(
        position IN range(0, size(names) - 1)
        WHERE NOT [names[position], scores[position]] IN before
      )
    CALL (photo, names) {
      MATCH (photo)-[stale:SHOWS {network: $network}]->(label:Label)
      WHERE NOT label.name IN names
      DELETE stale
    }
    UNWIND range(0, size(names) - 1) AS position
    MERGE (label:Label {name: names[position]})
    MERGE (photo)-[shows:SHOWS {network: $network}]->(label)
    SET shows.score = scores[position]
  }
  RETURN written
} IN TRANSACTIONS OF $batch ROWS
RETURN written
