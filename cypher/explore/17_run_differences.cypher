// Each link run beside the one before it, of the same network and method. No parameters.
MATCH (run:LinkRun)
WHERE run.millis IS NOT NULL
CALL (run) {
  OPTIONAL MATCH (before:LinkRun {network: run.network, method: run.method})
  WHERE before.millis IS NOT NULL AND before.startedAt < run.startedAt
  RETURN before
  ORDER BY before.startedAt DESC
  LIMIT 1
}
RETURN
  run.startedAt AS startedAt,
  run.network AS network,
  run.method AS method,
  run.photos AS photos,
  run.photos - before.photos AS morePhotos,
  run.edges AS edges,
  run.edges - before.edges AS moreEdges,
  run.removed AS removed,
  round(run.recall, 3) AS recall,
  round(run.recall - before.recall, 3) AS moreRecall,
  before.topK AS topKBefore,
  run.topK AS topK,
  before.cutoff AS cutoffBefore,
  run.cutoff AS cutoff
ORDER BY startedAt DESC
LIMIT 20
