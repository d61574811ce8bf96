"""Finds copies of photos and moves them aside."""
