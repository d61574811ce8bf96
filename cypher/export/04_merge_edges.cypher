// Edges of an export between photos that are here. Parameters: $rows.
UNWIND $rows AS row
MATCH (one:Photo {root: row.source[0], path: row.source[1]})
MATCH (other:Photo {root: row.target[0], path: row.target[1]})
MERGE (one)-[edge:IS_SIMILAR_TO {method: row.method, network: row.network}]-(other)
SET edge.cosineSimilarity = row.cosine_similarity, edge.runId = row.run_id
RETURN count(*) AS edges
