// As much of what the database holds as plain Cypher reads from its counters. No parameters.
RETURN COUNT { () } AS nodes, COUNT { ()-->() } AS relationships
