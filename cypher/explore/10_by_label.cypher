// Photos that show something, by a part of its name, surest first. No parameters.
// The network knows a thousand names, and 11_labels lists those that your photos have.
WITH
  '' AS name, // a part of a name, such as 'dog', or empty: what most of your photos show
  0.1 AS score
MATCH (:Photo)-[shows:SHOWS]->(label:Label)
WHERE toLower(label.name) CONTAINS toLower(name) AND shows.score >= score
WITH name, score, label, count(*) AS photos
ORDER BY photos DESC, label.name
WITH name, score, collect(label) AS labels
UNWIND CASE name WHEN '' THEN labels[..1] ELSE labels END AS label
MATCH (photo:Photo)-[shows:SHOWS]->(label)
WHERE shows.score >= score
RETURN photo, shows, label, photo.path AS path, label.name AS shown, round(shows.score, 3) AS score
ORDER BY shows.score DESC, path
LIMIT 100
