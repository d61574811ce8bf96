"""Photos → embeddings in Parquet; never imports neo4j."""
