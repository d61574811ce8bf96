// How many photos lack a time, a place, a neighbour, a label or an album. No parameters.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL
WITH
  count(*) AS all,
  count(CASE WHEN photo.takenAt IS NULL THEN 1 END) AS time,
  count(CASE WHEN photo.location IS NULL THEN 1 END) AS place,
  count(CASE WHEN NOT EXISTS { (photo)-[:IS_SIMILAR_TO]-(:Photo) } THEN 1 END) AS neighbour,
  count(CASE WHEN NOT EXISTS { (photo)-[:SHOWS]->(:Label) } THEN 1 END) AS label,
  count(CASE WHEN NOT EXISTS { (photo)-[:IN_ALBUM]->(:Album) } THEN 1 END) AS album
UNWIND [
  ['time', time],
  ['place', place],
  ['neighbour', neighbour],
  ['label', label],
  ['album', album]
] AS row
RETURN row[0] AS without, row[1] AS photos, round(100.0 * row[1] / all, 1) AS percent
