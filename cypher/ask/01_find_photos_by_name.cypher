// Photos of a path or file name. Parameters: $name, $limit.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL AND (photo.path = $name OR photo.filename = $name)
RETURN photo.root AS root, photo.path AS path, photo.path = $name AS isPath
ORDER BY isPath DESC, root, path
LIMIT $limit
