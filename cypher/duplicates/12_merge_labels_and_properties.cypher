// Photos that stay get the labels and properties that others than photograph gave their copies. Parameters: $rows, $ours.
// A property that they have already is left as it is.
UNWIND $rows AS row
MATCH (keep:Photo {root: row.keep[0], path: row.keep[1]})
UNWIND range(0, size(row.copies) - 1) AS position
MATCH (copy:Photo {root: row.copies[position][0], path: row.copies[position][1]})
WITH keep, position, copy
ORDER BY position
WITH keep, collect(copy) AS copies
CALL (keep, copies) {
  UNWIND copies AS copy
  UNWIND labels(copy) AS label
  WITH keep, collect(DISTINCT label) AS labels
  WITH keep, [label IN labels WHERE NOT label =~ $ours.labelPattern] AS labels
  SET keep:$(labels)
}
CALL (keep, copies) {
  UNWIND copies AS copy
  UNWIND keys(copy) AS name
  WITH keep, name, head(collect(copy[name])) AS value
  WHERE
    keep[name] IS NULL
    AND NOT name IN $ours.properties
    AND NOT name =~ $ours.propertyPattern
  SET keep[name] = value
}
RETURN count(*) AS photos
