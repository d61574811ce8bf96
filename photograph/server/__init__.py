"""A real Neo4j on this machine, with GDS and APOC, for those who have none."""
