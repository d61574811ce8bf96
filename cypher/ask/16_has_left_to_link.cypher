// Whether photos of a network wait for a link run since the last one that was finished. Parameters: $network, $method.
OPTIONAL MATCH (run:LinkRun {network: $network, method: $method})
WHERE run.millis IS NOT NULL
WITH max(run.startedAt) AS since
RETURN since IS NULL OR EXISTS {
  MATCH (photo:Photo)
  WHERE (photo.embeddedAt >= since OR photo.neighbourLeftAt >= since) AND photo.root IS NOT NULL
} AS left
