// The photo roots in the graph. No parameters.
MATCH (photo:Photo)
WHERE photo.root IS NOT NULL AND photo.path IS NOT NULL
RETURN DISTINCT photo.root AS root
ORDER BY root
