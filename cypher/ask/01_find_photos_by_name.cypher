// Photos of a path, a path after its root's name, or a file name. Parameters: $name, $limit.
// A path ends with the file name, which is indexed; a search by path alone would read every photo.
MATCH (photo:Photo)
WHERE
  photo.filename = split($name, '/')[-1]
  AND photo.root IS NOT NULL
  AND $name IN [photo.path, photo.filename, photo.root + '/' + photo.path]
RETURN
  photo.root AS root,
  photo.path AS path,
  $name IN [photo.path, photo.root + '/' + photo.path] AS isPath
ORDER BY isPath DESC, root, path
LIMIT $limit
