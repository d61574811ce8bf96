"""Edges between similar photos."""
