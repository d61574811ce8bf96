"""photograph: a folder of photos becomes a similarity graph in Neo4j."""

__version__ = "0.1.0"
