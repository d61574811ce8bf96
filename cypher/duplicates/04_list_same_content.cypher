// Photos that have the same content, as lists of roots and paths. No parameters.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL AND photo.path IS NOT NULL AND photo.contentHash IS NOT NULL
WITH photo.contentHash AS contentHash, collect([photo.root, photo.path]) AS keys
WHERE size(keys) > 1
RETURN keys
