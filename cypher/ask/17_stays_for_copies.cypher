// For each of these photos the one that stays for it, and how many copies that has. Parameters: $keys.
// A copy may have copies itself; an edge COPY_OF that a person drew counts as well.
UNWIND range(0, size($keys) - 1) AS position
MATCH (photo:Photo {root: $keys[position][0], path: $keys[position][1]})
CALL (photo) {
  OPTIONAL MATCH (photo)-[:COPY_OF*1..8]->(last:Photo)
  WHERE
    last.root IS NOT NULL
    AND last.path IS NOT NULL
    AND NOT EXISTS { (last)-[:COPY_OF]->(:Photo) }
  RETURN last
  ORDER BY last.root, last.path
  LIMIT 1
}
WITH position, coalesce(last, photo) AS stays
RETURN
  position,
  stays.root AS root,
  stays.path AS path,
  COUNT {
    MATCH (copy:Photo)-[:COPY_OF*1..8]->(stays)
    WHERE copy <> stays
    RETURN DISTINCT copy
  } AS copies
