"""A script for each peer, run by the peer's own interpreter: it takes nothing from this project."""
