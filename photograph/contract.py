"""The Parquet contract between `extract`, which writes it, and `load`, which reads it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from photograph.errors import PhotographError

EMBEDDINGS_FILE = "embeddings.parquet"
FAILURES_FILE = "failures.parquet"
_METADATA_KEY = b"photograph"

PHOTO_FIELDS = [
    pa.field("path", pa.string(), nullable=False),  # relative to the root, "/"-separated, NFC
    pa.field("filename", pa.string(), nullable=False),
    pa.field("content_hash", pa.string(), nullable=False),  # sha256 of the file, hex
    pa.field("bytes", pa.int64(), nullable=False),
    pa.field("modified_ns", pa.int64(), nullable=False),  # file time, to skip unchanged files
    pa.field("width", pa.int32(), nullable=False),  # upright, in pixels
    pa.field("height", pa.int32(), nullable=False),
    pa.field("format", pa.string(), nullable=False),
    pa.field("orientation", pa.int8(), nullable=False),  # EXIF 1 to 8, as stored in the file
    pa.field("taken_at", pa.timestamp("us")),  # what the camera's clock said
    pa.field("utc_offset", pa.string()),  # "+02:00"
    pa.field("latitude", pa.float64()),  # WGS-84 degrees, north positive
    pa.field("longitude", pa.float64()),  # east positive
    pa.field("altitude", pa.float64()),  # metres above sea level
    pa.field("gps_at", pa.timestamp("us", tz="UTC")),
    pa.field("camera_make", pa.string()),
    pa.field("camera_model", pa.string()),
    pa.field("lens", pa.string()),
]

LABELS_TYPE = pa.list_(pa.struct([("name", pa.string()), ("score", pa.float32())]))

FAILURES = pa.schema(
    [
        pa.field("path", pa.string(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("bytes", pa.int64(), nullable=False),
        pa.field("modified_ns", pa.int64(), nullable=False),
    ]
)


@dataclass(frozen=True)
class Provenance:
    """What made the embeddings of a file: rows of different provenance are never mixed."""

    root: str
    network: str
    handle: str
    weights_sha256: str
    input_size: int
    features: int
    dims: int
    precision: str
    program_version: str = field(compare=False)


def embeddings_schema(provenance: Provenance) -> pa.Schema:
    """One row a photo; `features` raw, `embedding` of unit length, both float32."""
    fields = [
        *PHOTO_FIELDS,
        pa.field("features", pa.list_(pa.float32(), provenance.features), nullable=False),
        pa.field("embedding", pa.list_(pa.float32(), provenance.dims), nullable=False),
        pa.field("labels", LABELS_TYPE),
    ]
    return pa.schema(fields, metadata={_METADATA_KEY: json.dumps(asdict(provenance))})


def read_provenance(path: Path) -> Provenance:
    """The provenance in a Parquet file's schema.

    Raises
    ------
    PhotographError: the file is missing, no Parquet, or not written by `photograph extract`.
    """
    try:
        metadata = pq.read_schema(path).metadata or {}
        return Provenance(**json.loads(metadata[_METADATA_KEY]))
    except FileNotFoundError as error:
        raise PhotographError(
            f"There is no {path}.", "Make it: photograph extract PHOTOS"
        ) from error
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise PhotographError(
            f"{path} is no embeddings file of photograph ({type(error).__name__}).",
            "Make it again: move it away and run photograph extract PHOTOS",
        ) from error
