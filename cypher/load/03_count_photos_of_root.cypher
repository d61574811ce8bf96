// How many photos a root has in the graph, and of which networks. Parameters: $root.
MATCH (photo:Photo {root: $root})
RETURN count(*) AS photos, collect(DISTINCT photo.network) AS networks
