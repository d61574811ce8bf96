// How many photos a root has in the graph, and which networks are in one of its properties. Parameters: $root, $networkKey.
MATCH (photo:Photo {root: $root})
RETURN count(*) AS photos, collect(DISTINCT photo[$networkKey]) AS networks
