// How far the running GDS tasks are. No parameters.
CALL gds.listProgress()
YIELD taskName, progress
RETURN taskName, progress
