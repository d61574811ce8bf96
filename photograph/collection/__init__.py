"""Where photos are, and the Parquet contract of what was extracted from them."""
