"""Converts an embeddings file to the columns and types of Neo4j's own importer."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from photograph.collection.csv_columns import join_floats
from photograph.load.merge import LoadTarget
from photograph.load.rows import where_true

_NODES = {
    ":ID(Photo)": "",
    "root": "string",
    "path": "string",
    "filename": "string",
    "contentHash": "string",
    "bytes": "long",
    "width": "long",
    "height": "long",
    "format": "string",
    "orientation": "long",
    "damaged": "boolean",
    "takenAt": "",
    "location": "point{crs:WGS-84}",
    "altitude": "double",
    "gpsAt": "datetime",
    "cameraMake": "string",
    "cameraModel": "string",
    "lens": "string",
    "software": "string",
    "frames": "long",
    "hasClip": "boolean",
    "keywordsInFile": "string[]",
    "embeddedAt": "datetime",
}
LABEL_HEADER = (":ID(Label)", "name:string")
SHOWS_HEADER = (":START_ID(Photo)", ":END_ID(Label)", "score:double", "network:string")
# A column has one type, and a time with an offset has another than one without: hence two files.
TIMES = {"local": "localdatetime", "zoned": "datetime"}
TEXTS = (
    "path",
    "cameraMake",
    "cameraModel",
    "lens",
    "software",
    "keywordsInFile",
    "name",
)  # which may have any character
_TIME = "%Y-%m-%dT%H:%M:%S"


@dataclass
class LabelNumbers:
    """Numbers labels in the order in which they come."""

    numbers: dict[str, int] = field(default_factory=dict)

    def table(self) -> pa.Table:
        """One row per label: number and name."""
        return pa.table({":ID": range(len(self.numbers)), "name": [*self.numbers]})

    def of(self, names: pa.Array) -> npt.NDArray[np.int64]:
        """The numbers of these names; a new name gets the next number."""
        found = names.dictionary_encode()
        own = [
            self.numbers.setdefault(name, len(self.numbers))
            for name in found.dictionary.to_pylist()
        ]
        numbers: npt.NDArray[np.int64] = np.array(own, np.int64)[found.indices.to_numpy()]
        return numbers


def node_header(times: str, target: LoadTarget, classification: bool) -> tuple[str, ...]:
    """The header of photos with a local `takenAt`, or of those with a zoned one."""
    types = {
        **_NODES,
        "takenAt": TIMES[times],
        target.names.network: "string",
        target.names.embedding: "float[]",
    }
    if classification:
        types[target.names.classification] = "double[]"
    return tuple(f"{name}:{kind}" if kind else name for name, kind in types.items())


def photo_tables(
    batch: pa.RecordBatch, first: int, at: str, target: LoadTarget, classification: bool
) -> dict[str, pa.Table]:
    """Two tables of a batch: the photos with a local time, and those with a zoned one.

    Parameters
    ----------
    first: the number of the batch's first photo in the file.
    at: the value of `embeddedAt`.
    """
    offset = _text(batch["utc_offset"])
    zoned = pc.and_(pc.is_valid(batch["taken_at"]), pc.is_valid(offset))
    taken = pc.strftime(batch["taken_at"], format=_TIME)
    whole = pc.if_else(zoned, pc.binary_join_element_wise(taken, offset, ""), taken)
    columns = _columns(batch, first, at, target)
    columns["takenAt"] = whole
    columns[target.names.embedding] = join_floats(batch["embedding"])
    if classification:
        columns[target.names.classification] = join_floats(batch["features"])
    names = [
        title.partition(":")[0] or ":ID" for title in node_header("local", target, classification)
    ]
    table = pa.table([columns[name] for name in names], names=names)
    return {"local": table.filter(pc.invert(zoned)), "zoned": table.filter(zoned)}


def _columns(batch: pa.RecordBatch, first: int, at: str, target: LoadTarget) -> dict[str, pa.Array]:
    every = {
        ":ID": pa.array(range(first, first + len(batch))),
        "root": target.root,
        "path": _text(batch["path"]),
        "filename": _text(pc.replace_substring_regex(batch["path"], "(?s)^.*/", "")),
        "contentHash": _text(batch["content_hash"]),
        "bytes": batch["bytes"],
        "width": batch["width"],
        "height": batch["height"],
        "format": _text(batch["format"]),
        "orientation": batch["orientation"],
        "damaged": where_true(batch["damaged"]),
        "location": _points(batch["latitude"], batch["longitude"]),
        "altitude": batch["altitude"],
        "gpsAt": pc.strftime(batch["gps_at"], format=f"{_TIME}Z"),
        "cameraMake": _text(batch["camera_make"]),
        "cameraModel": _text(batch["camera_model"]),
        "lens": _text(batch["lens"]),
        "software": _text(batch["software"]),
        "frames": batch["frames"],
        "hasClip": where_true(batch["has_clip"]),
        "keywordsInFile": _text(pc.binary_join(batch["keywords"], ";")),
        "embeddedAt": at,
        target.names.network: target.network,
    }
    return {
        name: pa.repeat(column, len(batch)) if isinstance(column, str) else column
        for name, column in every.items()
    }


def _text(column: pa.Array) -> pa.Array:
    """A text column in which empty texts are missing values, as in `rows.py`."""
    return pc.if_else(pc.equal(column, ""), None, column)


def _points(latitude: pa.Array, longitude: pa.Array) -> pa.Array:
    texts = [pc.cast(column, pa.string()) for column in (latitude, longitude)]
    parts = ["{latitude:", texts[0], ",longitude:", texts[1], "}"]
    return pc.binary_join_element_wise(*parts, "")


def shows_table(labels: pa.ListArray, first: int, numbers: LabelNumbers, network: str) -> pa.Table:
    """One row per photo and label; of two scores of a label the last counts, as in MERGE."""
    shown = labels.flatten()
    photos = pc.list_parent_indices(labels).to_numpy().astype(np.int64) + first
    label = numbers.of(pc.struct_field(shown, "name"))
    pairs = np.column_stack([photos, label])[::-1]
    _, last = np.unique(pairs, axis=0, return_index=True)
    kept = np.sort(len(pairs) - 1 - last)
    scores = pc.cast(pc.struct_field(shown, "score"), pa.string())
    return pa.table(
        [photos[kept], label[kept], scores.take(pa.array(kept)), pa.repeat(network, len(kept))],
        names=list(SHOWS_HEADER),
    )
