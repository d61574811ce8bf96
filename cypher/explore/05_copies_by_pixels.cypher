// Photos with their copies, of whatever size or format, as `photograph duplicates` found them. No parameters.
MATCH (photo:Photo)<-[edge:COPY_OF]-(copy:Photo)
WITH photo, edge, copy
ORDER BY edge.score DESC, copy.root, copy.path
RETURN
  photo.path AS photo,
  [row IN collect([edge, copy]) | row[1].path + ' (' + coalesce(row[0].kind, 'by a person') + ')']
    AS copies,
  sum(copy.bytes) AS bytes
ORDER BY bytes DESC, photo
