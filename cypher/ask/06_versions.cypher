// Versions of the server. No parameters.
CALL dbms.components()
YIELD name, versions, edition
WHERE name = 'Neo4j Kernel'
RETURN versions[0] AS neo4j, edition
