// Photos of one content, those at some places first. Parameters: $contentHash, $places, $limit.
MATCH (photo:Photo)
WHERE photo.contentHash = $contentHash AND photo.root IS NOT NULL
RETURN photo.root AS root, photo.path AS path, [photo.root, photo.path] IN $places AS isThere
ORDER BY isThere DESC, root, path
LIMIT $limit
