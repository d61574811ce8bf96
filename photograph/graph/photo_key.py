"""The key of a photo in the graph."""

from __future__ import annotations

PhotoKey = tuple[str, str]  # its root, and its path below that
