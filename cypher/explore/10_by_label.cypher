// Photos that show something, by a part of its name, surest first. No parameters.
// The network knows a thousand names, and 11_labels lists those that your photos have.
WITH
  'lemon' AS name,
  0.1 AS score
MATCH (photo:Photo)-[shows:SHOWS]->(label:Label)
WHERE toLower(label.name) CONTAINS toLower(name) AND shows.score >= score
RETURN photo, shows, label, photo.path AS path, label.name AS shown, shows.score AS score
ORDER BY score DESC
LIMIT 100
