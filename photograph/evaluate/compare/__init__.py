"""Two networks side by side, on the same photos."""
