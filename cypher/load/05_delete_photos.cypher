// Photos gone from the folder leave the graph with their relationships. Parameters: $root, $paths, $batch.
// Plain Cypher: apoc.periodic.iterate would gain nothing but threads, and those deadlock where the
// photos share neighbours; a server without APOC can do this as well.
UNWIND $paths AS path
CALL (path) {
  MATCH (photo:Photo {root: $root, path: path})
  // Who loses a neighbour is to be linked again.
  CALL (photo) {
    MATCH (photo)-[:IS_SIMILAR_TO]-(neighbour:Photo)
    SET neighbour.neighbourLeftAt = datetime.realtime()
  }
  DETACH DELETE photo
} IN TRANSACTIONS OF $batch ROWS
RETURN count(*) AS paths
