// Each copy with the photo that stays for it. No parameters.
// A copy may have copies itself; an edge COPY_OF that a person drew counts as well.
MATCH (copy:Photo)-[:COPY_OF]->(:Photo)
WHERE copy.root IS NOT NULL AND copy.path IS NOT NULL
WITH DISTINCT copy
CALL (copy) {
  MATCH (copy)-[:COPY_OF*1..8]->(last:Photo)
  WHERE
    last.root IS NOT NULL
    AND last.path IS NOT NULL
    AND NOT EXISTS { (last)-[:COPY_OF]->(:Photo) }
  RETURN last
  ORDER BY last.root, last.path
  LIMIT 1
}
RETURN
  copy.root AS root,
  copy.path AS path,
  last.root AS ofRoot,
  last.path AS ofPath
ORDER BY root, path
