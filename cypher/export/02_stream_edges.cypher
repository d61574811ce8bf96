// Every edge that photograph made. No parameters.
MATCH (one:Photo)-[edge:IS_SIMILAR_TO]->(other:Photo)
WHERE edge.method IS NOT NULL AND edge.network IS NOT NULL
RETURN
  one.root + '/' + one.path AS source,
  other.root + '/' + other.path AS target,
  edge.cosineSimilarity AS cosine_similarity,
  edge.method AS method,
  edge.network AS network,
  edge.runId AS run_id
