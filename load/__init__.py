"""Parquet → CSV → ``LOAD CSV`` → nodes; never imports tensorflow."""
