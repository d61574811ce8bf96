"""Where the kill test works: photos, two working folders, and a server that it may kill."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from photograph.collection.contract import EMBEDDINGS_FILE
from photograph.collection.roots import Collection, remember_last, remember_root
from photograph.graph.database import Database
from photograph.server import process
from photograph.server.connection import connect
from photograph.settings import Home, home
from tests.conftest import run, run_photograph, share_networks
from tests.kills.collection import (
    NETWORK,
    ROOT,
    first_photos,
    second_photos,
    write_parquet,
    write_photos,
)
from tests.kills.killing import BUSY
from tests.server.conftest import REPOSITORY

COLLECTION = Collection(ROOT, NETWORK)


@dataclass(frozen=True)
class World:
    """The folders of a kill test; the graph's working folder is that of the environment."""

    root: Path
    groups: int

    @property
    def photos(self) -> Path:
        """The photos of the graph: duplicates moves some of them."""
        return self.root / "photos" / ROOT

    @property
    def aside(self) -> Path:
        return self.root / "aside"

    @property
    def real_photos(self) -> Path:
        """Photos that a network can embed, for `extract`."""
        return self.root / "real"

    @property
    def extract_home(self) -> Home:
        return Home(self.root / "extract-home")

    def parquet(self, number: int) -> Path:
        """The embeddings of the first or of the second collection."""
        return self.root / f"{number}.parquet"


def make_world(root: Path, groups: int, networks: Home) -> World:
    """Writes photos and embeddings, and builds the network that `extract` needs."""
    world = World(root, groups)
    write_photos(world.photos, groups)
    write_parquet(world.parquet(1), first_photos(groups))
    write_parquet(world.parquet(2), second_photos(groups))
    world.real_photos.mkdir()
    samples = sorted((REPOSITORY / "photos").glob("*.jpg"))
    for number, sample in enumerate(samples):
        folder = world.real_photos / f"{number % 3}"
        folder.mkdir(exist_ok=True)
        shutil.copy2(sample, folder)
    shutil.copy2(samples[0], world.real_photos / "a copy.jpg")
    share_networks(world.extract_home.root, networks)
    return world


def put_embeddings(world: World, number: int) -> None:
    """As `extract` would: the embeddings that `load` takes next."""
    file = COLLECTION.folder(home()) / EMBEDDINGS_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(world.parquet(number), file)
    remember_root(ROOT, world.photos, home())
    remember_last(COLLECTION, home())


def empty_extract_home(world: World) -> None:
    shutil.rmtree(world.extract_home.embeddings, ignore_errors=True)


def put_photos_back(world: World) -> None:
    """Photos as they were, and nothing beside them, after a round that failed."""
    shutil.rmtree(world.photos)
    shutil.rmtree(world.aside, ignore_errors=True)
    write_photos(world.photos, world.groups)


@contextmanager
def graph() -> Iterator[Database]:
    """The embedded server of this test, started where a round has left none."""
    if process.running(home()) is None:
        started = run_photograph("server", "start", **BUSY)
        assert started.code == 0, started.err
    with connect() as database:
        assert database.target.embedded
        yield database


def wipe() -> None:
    with graph() as database:
        run(database, "MATCH (node) CALL (node) { DETACH DELETE node } IN TRANSACTIONS")


def draw() -> None:
    """What a person adds to the loaded photos: verdicts, and nodes and edges of their own."""
    with graph() as database:
        run(
            database,
            """MATCH (one:Photo {root: $root}), (other:Photo {root: $root})
            WHERE one.path ENDS WITH '/2.jpg' AND other.path = replace(one.path, '/2.', '/3.')
            MERGE (one)-[:KEEP_BOTH {at: datetime('2024-01-01T00:00Z')}]->(other)
            MERGE (ada:Person {name: 'Ada'})
            MERGE (ada)-[:LIKES {then: one.path}]->(other)
            WITH one, other WHERE one.path ENDS WITH '0/2.jpg'
            MERGE (one)-[:NOT_SIMILAR_TO {at: datetime('2024-01-02T00:00Z')}]->(other)""",
            root=ROOT,
        )
