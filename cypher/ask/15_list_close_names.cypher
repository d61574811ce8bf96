// File names like a name, closest first: the same but for case and extension, or with many of its pieces. Parameters: $names, $pieces, $length, $limit.
// All in lower case: $names with and without what may be an extension, $pieces of a few letters.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL
WITH DISTINCT photo.filename AS filename
WITH filename, toLower(filename) AS lower
WITH
  filename,
  any(name IN $names WHERE lower = name OR lower STARTS WITH name + '.') AS isSame,
  size([piece IN $pieces WHERE lower CONTAINS piece]) AS shared
WHERE isSame OR shared > 0
RETURN filename, isSame
ORDER BY isSame DESC, shared DESC, abs(size(filename) - $length), filename
LIMIT $limit
