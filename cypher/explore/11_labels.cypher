// What the photos show, most frequent first, each with the photo that shows it best. No parameters.
MATCH (photo:Photo)-[shows:SHOWS]->(label:Label)
WITH photo, shows, label
ORDER BY shows.score DESC
WITH label, count(DISTINCT photo) AS photos, head(collect(photo)) AS best
RETURN label.name AS label, photos, best.path AS best
ORDER BY photos DESC, label
LIMIT 50
