"""Copies that are planted, and pictures that look like copies and are none."""
