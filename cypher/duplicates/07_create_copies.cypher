// Copies get an edge to the photo that each is a copy of. Parameters: $copies, $runId.
// Never merged: an edge of this name that a person drew would become one of this run.
UNWIND $copies AS row
MATCH (copy:Photo {root: row.copy[0], path: row.copy[1]})
MATCH (of:Photo {root: row.of[0], path: row.of[1]})
CREATE (copy)-[:COPY_OF {kind: row.kind, score: row.score, runId: $runId}]->(of)
RETURN count(*) AS created
