"""The graph as a folder of static pages that a browser opens without a server."""
