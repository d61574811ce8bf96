// Photos that moved get their new paths. Parameters: $root, $moves.
// Every old path is let go of before a new one is taken, so that photos can swap their names under
// the uniqueness constraint. Plain Cypher: a batch is one transaction, and the batches have an order
// (the end of a chain of renamings goes first), which apoc.periodic.iterate does not know.
UNWIND $moves AS move
MATCH (photo:Photo {root: $root, path: move.source})
WHERE photo.contentHash = move.contentHash
SET photo.path = null
WITH collect({photo: photo, move: move}) AS pairs
UNWIND pairs AS pair
WITH pair.photo AS photo, pair.move AS move
SET photo.path = move.target, photo.filename = move.filename
RETURN count(*) AS moved
