"""Copies, and moving them aside."""
