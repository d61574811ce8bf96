"""What a round is judged by: the graph, the photos and the working folder, each as a whole."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from photograph.collection.contract import EMBEDDINGS_FILE
from photograph.graph.database import Database
from photograph.settings import Home
from tests.kills.questions import ALBUMS, COPIES, DRAWN, EDGES, LABELS, NODES

Aspect = Mapping[str, str]
State = Mapping[str, Aspect]  # what is compared, by aspect; each is facts by the name of a thing

# When this database got an embedding or lost a photo, and what albums are told apart by.
CLOCKS = {"embeddedAt", "neighbourLeftAt"}
_SERVERS = {"data", "logs", "run", "conf", "guide", "password", "import", "lib", "plugins", "jars"}


def graph_state(database: Database) -> State:
    """Everything in the graph that two runs must agree about."""
    nodes = _rows(database, NODES)
    return {
        "photos": {row["id"]: _told(row["p"]) for row in nodes if "Photo" in row["labels"]},
        "vectors": {row["id"]: _digest(row["vector"]) for row in nodes if row["vector"]},
        "other nodes": {row["id"]: _told(row["p"]) for row in nodes if not row["vector"]},
        "labels": _once((row["id"], row["score"]) for row in _rows(database, LABELS)),
        "drawn": _once((row["id"], _told(row["p"])) for row in _rows(database, DRAWN)),
        "edges": _once((row["id"], row["cosine"]) for row in _rows(database, EDGES)),
        "copies": _once((row["id"], row["kind"]) for row in _rows(database, COPIES)),
        "albums": _once((row["id"], repr(row["photos"])) for row in _rows(database, ALBUMS)),
    }


def _rows(database: Database, cypher: str) -> list[dict[str, Any]]:
    """Rows without a node; `Record.data` would look at each number of each vector for one."""
    with database.driver.session(database=database.target.database) as session:
        return [dict(record) for record in session.run(cypher)]


def photo_state(photos: Path, aside: Path) -> State:
    """Each photo, here or moved aside, by its path: its sha256; and whatever else lies there."""
    here, there = _files(photos), _files(aside)
    undo = {name for name in there if name.startswith("undo-") and name.endswith(".json")}
    return {
        "photo files": here,
        "moved files": {name: sha for name, sha in there.items() if name not in undo},
    }


def extract_state(home: Home, photos: Path) -> State:
    """What `extract` left, and its photos."""
    found: dict[str, Aspect] = {"working folder": folder_names(home), "photo files": _files(photos)}
    for file in home.embeddings.rglob(EMBEDDINGS_FILE):
        rows = pq.read_table(file).to_pylist()
        assert len({row["path"] for row in rows}) == len(rows)
        found["vectors"] = {row["path"]: _digest(row.pop("embedding")) for row in rows}
        found["features"] = {row["path"]: _digest(row.pop("features")) for row in rows}
        found["photos"] = {row["path"]: _told(row) for row in rows}
    for name in ("root.json", "last.json"):
        for file in home.embeddings.rglob(name):
            found[name] = {name: str(json.loads(file.read_text()))}
    return found


def folder_names(home: Home) -> Aspect:
    """Every file of a working folder by name, but what a server or a run keeps for itself."""
    files = (file.relative_to(home.root) for file in home.root.rglob("*") if not file.is_dir())
    return {str(file): "" for file in files if not _is_left_out(file)}


def _is_left_out(file: Path) -> bool:
    first, second, third, *_ = (*file.parts, "", "")
    if first == "networks":  # what a network was found to be is written down when it is first used
        return file.suffix != ".tmp"
    if first == "proofs":  # kept for the next run, which may be without
        return True
    return first == "neo4j" and second in _SERVERS and not third.startswith("making-")


def compare(clean: State, now: State) -> list[str]:
    """What differs, a line an aspect."""
    found = []
    for aspect in sorted(clean.keys() | now.keys()):
        wanted, there = clean.get(aspect, {}), now.get(aspect, {})
        for how, names in (
            ("missing", wanted.keys() - there.keys()),
            ("too many", there.keys() - wanted.keys()),
            ("other", {n for n in wanted.keys() & there.keys() if wanted[n] != there[n]}),
        ):
            if names:
                first = min(names)
                shown = f"{first!r}: {wanted.get(first)} is {there.get(first)}"
                found.append(f"{aspect}: {len(names)} {how}, such as {shown[:500]}")
    return found


def _files(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if not file.is_dir()
    }


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """Facts by name; a name that comes twice is a fact of its own."""
    rows = [(name, str(fact)) for name, fact in pairs]
    times = Counter(name for name, _ in rows)
    return {name if times[name] == 1 else f"{name} ×{times[name]}": fact for name, fact in rows}


def _digest(vector: list[float]) -> str:
    return hashlib.sha256(np.asarray(vector, np.float32).tobytes()).hexdigest()


def _told(properties: Mapping[str, Any]) -> str:
    return repr(sorted((n, str(value)) for n, value in properties.items() if n not in CLOCKS))
