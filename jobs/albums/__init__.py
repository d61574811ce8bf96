"""Albums, made from edges, times and places."""
