// Drops projections of runs whose client has gone, as one that is killed does. No parameters.
// A client names itself to the server when it connects, and stays connected for as long as it lives.
CALL gds.graph.list()
YIELD graphName, database
WHERE graphName =~ 'photograph-run-[0-9a-f]{32}-[0-9a-f]{32}'
// In this order: a run that begins only now has been connected since before its projection was made.
WITH collect({graph: graphName, database: database}) AS projections
CALL dbms.listConnections()
YIELD userAgent
WITH projections, collect(userAgent) AS clients
UNWIND projections AS projection
WITH projection, clients
WHERE none(client IN clients WHERE client ENDS WITH split(projection.graph, '-')[2])
CALL gds.graph.drop(projection.graph, false, projection.database)
YIELD graphName
RETURN graphName
