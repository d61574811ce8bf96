// Photos like one photo, by the edges that link made, most similar first. No parameters.
WITH
  'alpine-lake-01.jpg' AS filename
MATCH (photo:Photo {filename: filename})-[edge:IS_SIMILAR_TO]-(other:Photo)
RETURN photo, edge, other, other.path AS path, edge.cosineSimilarity AS cosine
ORDER BY cosine DESC, path
