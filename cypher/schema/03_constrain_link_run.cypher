// One node a link run. No parameters.
CREATE CONSTRAINT photograph_link_run IF NOT EXISTS
FOR (run:LinkRun)
REQUIRE run.runId IS UNIQUE
