"""Albums out of edges, times and places."""
