"""A CSV at an address: refused with one line before anything is written, or loaded to its end."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from bench.own_server import own_server
from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.load.csv_address import check_csv
from photograph.load.csv_file import write_import_csv
from photograph.load.options import LoadOptions
from photograph.load.rows import PhotoRows
from photograph.load.run import load_collection
from photograph.server.connection import connect
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photo_row, provenance, unit_vectors, write_embeddings
from tests.fuzz.target import Check, Target
from tests.load.served import served

_WORDS = (
    b",",
    b";",
    b"\n",
    b'"',
    b"\\",
    b"%2C",
    b"%",
    b"NaN",
    b"1e309",
    b"-",
    b"Infinity",
    b"\xff",
)
_WORDS_OF_TIME = (b"2024-02-30T10:00:00", b"T24:00:00", b"+18:00", b"9999-12-31")
_ADDRESS = "photos.csv"
_EMPTY = "MATCH (photo:Photo) DETACH DELETE photo"


def _embeddings(folder: Path) -> Path:
    rows = [photo_row(f"{n}.jpg", vector) for n, vector in enumerate(unit_vectors(3))]
    return write_embeddings(folder / "e.parquet", rows, provenance())


def _seeds() -> list[bytes]:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / _ADDRESS
        write_import_csv(PhotoRows(_embeddings(Path(name))), file)
        return [file.read_bytes()]


def checking(database: Database) -> Callable[[Path], AbstractContextManager[Check]]:
    """Opens the check with a server that is up, whose photos it deletes."""

    @contextmanager
    def opened(folder: Path) -> Iterator[Check]:
        embeddings, www = _embeddings(folder), folder / "www"
        www.mkdir()
        with served(www) as address:
            url = f"{address}/{_ADDRESS}"
            load_collection(embeddings, database, home())  # the first load makes the indexes

            def check(content: bytes) -> None:
                (www / _ADDRESS).write_bytes(content)
                try:
                    check_csv(database, url, 3, 8, 0)
                except PhotographError:
                    return
                run(database, _EMPTY)
                load_collection(embeddings, database, home(), LoadOptions(url=url))

            yield check

    return opened


@contextmanager
def _with_own_server(folder: Path) -> Iterator[Check]:
    with own_server(folder / "home"), connect() as database, checking(database)(folder) as check:
        yield check


CSV = Target("csv", _seeds, (*_WORDS, *_WORDS_OF_TIME), _with_own_server, seconds=30)
