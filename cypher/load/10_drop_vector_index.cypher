// Drops an index of photograph, to make it again for embeddings of another length. Parameters: $index.
DROP INDEX $index IF EXISTS
