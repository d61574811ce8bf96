"""An embedded Neo4j on this machine, with GDS and APOC, for people without a server."""
