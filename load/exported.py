"""The files of an export and their columns."""

from __future__ import annotations

import pyarrow as pa

from photograph.collection.contract import PHOTO_FIELDS, SIGNATURE_FIELD
from photograph.graph.property_names import PropertyNames, names_of

PHOTOS_FILE = "photos.parquet"
EDGES_FILE = "edges.parquet"
VERDICTS_FILE = "verdicts.parquet"
ALBUMS_FILE = "albums.parquet"
RUNS_KEY = b"photograph.link_runs"  # in the metadata of the edges: what each link run did, as JSON

LABELS = pa.list_(
    pa.struct([("name", pa.string()), ("score", pa.float64()), ("network", pa.string())])
)
# The contract of `extract`, less what the graph does not keep.
PHOTO = [
    pa.field("id", pa.string(), nullable=False),  # root/path; a root has no slash
    pa.field("root", pa.string(), nullable=False),
    *(field for field in PHOTO_FIELDS if field.name != "modified_ns"),
    pa.field("labels", LABELS),
]
EDGES = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),  # the `id` of a photo
        pa.field("target", pa.string(), nullable=False),
        pa.field("cosine_similarity", pa.float64(), nullable=False),
        pa.field("method", pa.string(), nullable=False),
        pa.field("network", pa.string(), nullable=False),
        pa.field("run_id", pa.string()),
    ]
)
# What a person said of two photos: they have no cosine, method or network.
VERDICTS = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("target", pa.string(), nullable=False),
        pa.field("verdict", pa.string(), nullable=False),  # KEEP_BOTH or NOT_SIMILAR_TO
        pa.field("at", pa.string()),  # ISO 8601, with the zone
    ]
)
# Photos of an album; those without a run were put there, or chosen as its cover, by a person.
IN_ALBUM = pa.list_(pa.struct([("photo", pa.string()), ("run_id", pa.string())]))
ALBUMS = pa.schema(
    [
        pa.field("album_id", pa.string(), nullable=False),
        pa.field("name", pa.string()),
        pa.field("named_by_person", pa.bool_()),
        pa.field("proposed_name", pa.string()),
        pa.field("network", pa.string()),
        pa.field("first_taken_at", pa.timestamp("us")),  # what the cameras' clocks said
        pa.field("last_taken_at", pa.timestamp("us")),
        pa.field("latitude", pa.float64()),
        pa.field("longitude", pa.float64()),
        pa.field("photos", pa.int64()),
        pa.field("colour", pa.int64()),
        pa.field("members", IN_ALBUM),
        pa.field("covers", IN_ALBUM),
    ]
)


# The content for which a time or a place holds that a copy lent, and keywords of copies; exports of
# before lack some of these columns.
LENT = [
    pa.field("taken_at_of", pa.string()),
    pa.field("location_of", pa.string()),
    pa.field("keywords_in_copies", pa.list_(pa.string())),
]


def photos_schema(held: list[PropertyNames]) -> pa.Schema:
    """The columns of the photos file, with three for each property that holds embeddings."""
    fields = [*PHOTO, *LENT, SIGNATURE_FIELD]  # exports of before have no signatures
    for names in held:
        fields += [
            pa.field(names.network, pa.string()),
            pa.field(names.embedding, pa.list_(pa.float32())),  # photo roots may differ in length
            pa.field(names.classification, pa.list_(pa.float64())),
        ]
    return pa.schema(fields)


def held_in(schema: pa.Schema) -> list[PropertyNames]:
    """The names of the properties with embeddings in a file of photos."""
    return [names_of(name) for name in schema.names if name.startswith("embedding")]
