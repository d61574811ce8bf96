// Indexes of photograph that Neo4j could not fill, as where its disk was full. No parameters.
SHOW INDEXES
YIELD name, state, owningConstraint
WHERE name STARTS WITH 'photograph_' AND state = 'FAILED' AND owningConstraint IS NULL
RETURN name
ORDER BY name
