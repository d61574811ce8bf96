"""Loads Parquet into nodes, by CSV and ``LOAD CSV``; never imports tensorflow."""
