"""Judging networks, edges and albums."""
