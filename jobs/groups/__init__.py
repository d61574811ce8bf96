"""Groups of photos out of what the graph knows, to train by."""
