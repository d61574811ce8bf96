"""The graph as a contract: reads and writes, names, indexes, versions and networks."""
