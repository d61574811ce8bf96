// Indexes, those of constraints among them, that photograph did not make. No parameters.
SHOW INDEXES
YIELD name, type
WHERE type <> 'LOOKUP' AND NOT name STARTS WITH 'photograph_'
RETURN name
ORDER BY name
