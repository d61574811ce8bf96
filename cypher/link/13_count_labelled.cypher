// How many photos of a network show a label. Parameters: $network.
MATCH (photo:Photo {network: $network})
WHERE photo.root IS NOT NULL AND EXISTS { (photo)-[shows:SHOWS]->(:Label) WHERE shows.score IS NOT NULL }
RETURN count(*) AS photos
