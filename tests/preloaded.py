"""The libraries that take long to import: what commands of tests are forked from has them."""

import sys

import neo4j
import PIL.Image
import pyarrow.csv
import pyarrow.parquet
import requests
import rich.table
import typer

from photograph.extract.tensorflow_import import import_tensorflow

__all__ = ["PIL", "neo4j", "pyarrow", "requests", "rich", "typer"]

# Keras imports matplotlib where it is there, which then looks for fonts, and writes what it found
# into the folder of that moment; each command names its own.
sys.modules["matplotlib"] = None  # type: ignore[assignment]
import_tensorflow()
del sys.modules["matplotlib"]
