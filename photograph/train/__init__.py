"""Trains networks on photos of known groups."""
