// What the whole database holds, photograph's or not, read from its counters. No parameters.
// APOC, since in plain Cypher each label and type is a statement of its own (Neo4j 5.26).
CALL apoc.meta.stats()
YIELD nodeCount, relCount, labels, relTypesCount
RETURN
  nodeCount AS nodes,
  relCount AS relationships,
  labels,
  relTypesCount AS relationshipTypes
