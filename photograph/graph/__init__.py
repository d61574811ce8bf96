"""The contract of the graph: reads, writes, names, indexes, versions and networks."""
