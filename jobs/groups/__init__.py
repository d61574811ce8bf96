"""Groups of photos, from what the graph knows, for training."""
