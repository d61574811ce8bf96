"""Parquet files of a collection: rows as they were written, or one line that names the file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from photograph.collection.contract import EMBEDDINGS_FILE, FAILURES_FILE, read_provenance
from photograph.errors import PhotographError
from photograph.evaluate.compare.common_photos import read_common_photos
from photograph.evaluate.known_groups import read_evaluated
from photograph.extract.csv_file import write_embeddings_csv
from photograph.extract.store import EmbeddingStore, open_store, write_failures, write_part
from photograph.load.csv_file import write_import_csv
from photograph.load.guard import check_embeddings
from photograph.load.rows import PhotoRows
from photograph.train.photos import read_grouped
from tests.embeddings import photo_row, provenance, unit_vectors, write_embeddings
from tests.fuzz.target import Check, Target

_EMBEDDINGS, _FAILURES = b"E", b"F"  # the first byte of an input says what it is
_WORDS = (b"photograph", b"path", b"embedding", b"PAR1", b"\x15\x00", b"a\xffb")
_PATHS = ("a/one.jpg", "a/two.jpg", "b/three.jpg")


def _seeds() -> list[bytes]:
    """As the program writes them, and as another writer of Parquet would."""
    rows = [
        photo_row(path, v, damaged=False) for path, v in zip(_PATHS, unit_vectors(3), strict=True)
    ]
    failed = {"path": "broken.jpg", "reason": "it is broken", "bytes": 7, "modified_ns": 1}
    with tempfile.TemporaryDirectory() as name:
        store = EmbeddingStore(Path(name), provenance())
        store.parts.mkdir()
        write_part(store, rows)
        write_failures(store, [failed])
        plain = write_embeddings(Path(name) / "plain.parquet", rows, provenance())
        parts = [next(store.parts.glob("*.parquet")), plain]
        return [
            *(_EMBEDDINGS + part.read_bytes() for part in parts),
            _FAILURES + store.failures.read_bytes(),
        ]


@contextmanager
def _opened(folder: Path) -> Iterator[Check]:
    embeddings = folder / "read" / EMBEDDINGS_FILE
    embeddings.parent.mkdir()
    out, groups = folder / "out.csv", dict.fromkeys(_PATHS, "group")
    readers: list[Callable[[], object]] = [
        lambda: read_provenance(embeddings),
        lambda: check_embeddings(embeddings, 8),
        lambda: write_import_csv(PhotoRows(embeddings, classification=True), out),
        lambda: write_embeddings_csv(embeddings, out),
        lambda: read_evaluated(embeddings, groups),
        lambda: read_grouped(embeddings, None),
        lambda: read_common_photos(embeddings, embeddings),
    ]

    def check(content: bytes) -> None:
        if content[:1] == _EMBEDDINGS:
            embeddings.write_bytes(content[1:])
            for read in readers:
                with suppress(PhotographError):
                    read()
        with tempfile.TemporaryDirectory(dir=folder) as store:
            name = EMBEDDINGS_FILE if content[:1] == _EMBEDDINGS else FAILURES_FILE
            (Path(store) / name).write_bytes(content[1:])
            with suppress(PhotographError), open_store(Path(store), provenance()):
                pass

    yield check


PARQUET = Target("parquet", _seeds, _WORDS, _opened, mebibytes=300)
