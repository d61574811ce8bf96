// Photos by the cosine of their embeddings. Parameters: $index, $options.
// A property's name can't be a parameter here (Neo4j 5.26): load/vector_index.py puts it there.
CREATE VECTOR INDEX $index IF NOT EXISTS
FOR (photo:Photo)
ON (photo.embedding)
OPTIONS $options
