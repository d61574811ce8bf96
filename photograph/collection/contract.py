"""The Parquet contract between `extract`, which writes it, and `load`, which reads it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyarrow as pa

from photograph.errors import DamagedFileError, PhotographError
from photograph.state_file import read_state, write_state
from photograph.summed_parquet import read_schema

EMBEDDINGS_FILE = "embeddings.parquet"
FAILURES_FILE = "failures.parquet"
UNREAD_FILE = "unread.json"
# Which version of decoding and of reading EXIF made a row: `extract` reads older ones again.
# 1: TIFFs are turned once, damaged photos are embedded, times of editing are no times of taking.
# 2: photos have a signature.
# 3: what a file holds beside its first picture, and what program wrote it.
# 4: keywords.
READING = 4
_METADATA_KEY = b"photograph"
# More have to be gone, and more than a fifth, before a person is asked.
_FEW = 20
# What makes a folder readable that could not be read.
MAKE_READABLE = "Make it readable (chmod u+rx, its drive mounted, a shorter path)"

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
    pa.field("damaged", pa.bool_()),  # a part can't be decoded
    pa.field("taken_at", pa.timestamp("us")),  # what the camera's clock said
    pa.field("utc_offset", pa.string()),  # "+02:00"
    pa.field("latitude", pa.float64()),  # WGS-84 degrees, north positive
    pa.field("longitude", pa.float64()),  # east positive
    pa.field("altitude", pa.float64()),  # metres above sea level
    pa.field("gps_at", pa.timestamp("us", tz="UTC")),
    pa.field("camera_make", pa.string()),
    pa.field("camera_model", pa.string()),
    pa.field("lens", pa.string()),
    pa.field("software", pa.string()),  # what wrote the file: a camera's, or an editor
    pa.field("frames", pa.int32()),  # of an animation, or pages; missing where it is one
    pa.field("has_clip", pa.bool_()),  # a film lies behind the picture, as in a motion photo
    pa.field("keywords", pa.list_(pa.string())),  # none of them holds a ";"; missing without any
]
# Older files lack these columns, which count as missing values there.
ADDED_LATER = frozenset({"damaged", "software", "frames", "has_clip", "keywords"})

# Older files have no such column, which counts as 0.
READING_FIELD = pa.field("reading", pa.int16())
# The luma of the upright photo, squeezed into a square, uint8 row by row; proves copies. No column
# of a CSV, which can't hold bytes. Files of before reading 2 have no such column.
SIGNATURE_SIDE = 64
SIGNATURE_FIELD = pa.field("signature", pa.binary(SIGNATURE_SIDE**2))
LABELS_TYPE = pa.list_(pa.struct([("name", pa.string()), ("score", pa.float32())]))

FAILURES = pa.schema(
    [
        pa.field("path", pa.string(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("bytes", pa.int64(), nullable=False),
        pa.field("modified_ns", pa.int64(), nullable=False),
        READING_FIELD,
    ]
)


@dataclass(frozen=True)
class Provenance:
    """How the embeddings of a file were made; rows of different provenance are never mixed."""

    root: str
    network: str
    handle: str = field(compare=False)
    weights_sha256: str
    input_size: int
    value_range: tuple[float, float]
    output: str
    features: int
    dims: int = field(compare=False)  # the embedding's, which `--dims` may change
    precision: str = field(compare=False)
    projection_sha256: str = field(compare=False)  # empty where the embedding is not projected
    program_version: str = field(compare=False)
    # What a network that was trained here says of itself; others have none.
    cutoff: float | None = field(default=None, compare=False)


def features_schema(provenance: Provenance) -> pa.Schema:
    """The schema of a part of a run: one row per photo with the network's raw float32 output."""
    fields = [
        *PHOTO_FIELDS,
        READING_FIELD,
        SIGNATURE_FIELD,
        pa.field("features", pa.list_(pa.float32(), provenance.features), nullable=False),
        pa.field("labels", LABELS_TYPE),
    ]
    return pa.schema(fields, metadata={_METADATA_KEY: json.dumps(asdict(provenance))})


def embeddings_schema(provenance: Provenance) -> pa.Schema:
    """The schema of the contract: one row per photo, with a float32 `embedding` of unit length."""
    embedding = pa.list_(pa.float32(), provenance.dims)
    return features_schema(provenance).append(pa.field("embedding", embedding, nullable=False))


def with_columns(table: pa.Table, fields: Iterable[pa.Field]) -> pa.Table:
    """Adds the columns that an older file lacks, filled with missing values."""
    for column in fields:
        if column.name not in table.column_names:
            table = table.append_column(column, pa.nulls(len(table), column.type))
    return table


def read_provenance(path: Path) -> Provenance:
    """The provenance in a Parquet file's schema.

    Raises
    ------
    DamagedFileError: it is not as it was written, or it is no Parquet file.
    PhotographError: the file is missing, or not written by `photograph extract`.
    """
    try:
        metadata = read_schema(path).metadata or {}
        kept = json.loads(metadata[_METADATA_KEY])
        return Provenance(**{**kept, "value_range": tuple(kept["value_range"])})
    except FileNotFoundError as error:
        raise PhotographError(
            f"There is no {path}.", "Make it: photograph extract PHOTOS"
        ) from error
    except DamagedFileError:
        raise
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise PhotographError(
            f"{path} is no embeddings file of photograph ({type(error).__name__}).",
            "Make it again: move it away and run photograph extract PHOTOS",
        ) from error


@dataclass(frozen=True)
class UnreadFolder:
    """A folder of a photo root that `extract` could not list; its content is unknown.

    Parameters
    ----------
    path: below the root, "/"-separated, NFC; empty for the root itself.
    """

    path: str
    reason: str


def write_unread(embeddings: Path, folders: Sequence[UnreadFolder]) -> None:
    """Writes the list of unread folders beside an embeddings file; removes an empty list."""
    file = embeddings.with_name(UNREAD_FILE)
    if folders:
        write_state(file, {"folders": [asdict(folder) for folder in folders]})
    else:
        file.unlink(missing_ok=True)


def read_unread(embeddings: Path) -> list[UnreadFolder]:
    """The folders that the last `extract` could not read.

    Raises
    ------
    DamagedFileError: the list is damaged.
    """
    file, again = embeddings.with_name(UNREAD_FILE), "Write it again: photograph extract PHOTOS"
    try:
        found = read_state(file, {"folders"}, again)["folders"]
        return [UnreadFolder(**folder) for folder in found]
    except FileNotFoundError:
        return []
    except TypeError as error:
        raise DamagedFileError(file, "it names no folders", again) from error


def aside_files(embeddings: Path) -> list[Path]:
    """The embeddings files kept from before many photos were lost, the oldest first."""
    return sorted(embeddings.parent.glob(f"{embeddings.stem}-before-*.parquet"))


def is_great_loss(gone: int, known: int) -> bool:
    """Whether so many photos are gone that a missing drive is the likelier reason."""
    return gone > _FEW and gone * 5 > known
