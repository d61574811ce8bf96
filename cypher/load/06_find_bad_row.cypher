// The first row of a CSV file that can not be loaded, and how many rows there are. Parameters: $url, $dims, $tolerance, $classes, $time.
// Writes nothing. In Cypher 5 a text that is no number becomes null, 'NaN' and 'Infinity' become
// floats, and comparing those or null is never true: hence every coalesce.
LOAD CSV WITH HEADERS FROM $url AS row
WITH
  linenumber() AS line,
  row,
  split(row.embedding, ';') AS texts,
  toFloatList(split(row.embedding, ';')) AS embedding
WITH *, sqrt(reduce(sum = 0.0, number IN embedding | sum + number * number)) AS length
WITH line, CASE
  WHEN row.path IS NULL THEN 'has no path'
  WHEN row.contentHash IS NULL THEN 'has no contentHash'
  WHEN any(
    number IN [row.bytes, row.width, row.height, row.orientation]
    WHERE number IS NULL OR NOT number =~ '[0-9]{1,18}'
  ) THEN 'has no whole number as bytes, width, height or orientation'
  WHEN any(
    pair IN [[row.latitude, 90], [row.longitude, 180], [row.altitude, 1e9]]
    WHERE pair[0] IS NOT NULL AND NOT coalesce(abs(toFloat(pair[0])) <= pair[1], false)
  ) THEN 'has no number as latitude, longitude or altitude'
  WHEN any(
    time IN [row.takenAt, row.gpsAt]
    WHERE NOT time =~ $time
  ) THEN 'has no time as takenAt or gpsAt'
  WHEN NOT row.utcOffset =~ '[+-](0[0-9]|1[0-7]):[0-5][0-9]' THEN 'has no offset as utcOffset'
  WHEN texts IS NULL THEN 'has no embedding'
  WHEN size(texts) <> $dims
    THEN 'has an embedding of ' + size(texts) + ' numbers, not ' + $dims
  WHEN any(number IN embedding WHERE number IS NULL)
    THEN 'has text instead of a number in its embedding'
  WHEN NOT coalesce(abs(length) < 1e9, false)
    THEN 'has an embedding that is not finite'
  WHEN abs(length - 1) > $tolerance
    THEN 'has an embedding of length ' + round(length, 4) + ', not 1'
  WHEN size(coalesce(split(row.labelNames, ';'), []))
      <> size([
        score IN coalesce(toFloatList(split(row.labelScores, ';')), [])
        WHERE coalesce(abs(score) < 1e9, false)
      ])
    THEN 'has other labels than scores'
  WHEN $classes > 0
      AND size([
        number IN coalesce(toFloatList(split(row.classification, ';')), [])
        WHERE coalesce(abs(number) < 1e30, false)
      ]) <> $classes
    THEN 'has no classification of ' + $classes + ' numbers'
END AS problem
WITH
  count(*) AS rows,
  min(CASE WHEN problem IS NOT NULL THEN [line, problem] END) AS first
RETURN rows, first[0] AS line, first[1] AS problem
