"""Evaluates networks, edges and albums on photos of known groups."""
