// Drops an index of photograph, so that it can be made again. Parameters: $index.
DROP INDEX $index IF EXISTS
