"""The places of working files, read from the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar


@dataclass(frozen=True)
class Home:
    """The folder of all working files: ``$PHOTOGRAPH_HOME``, or ``.photograph`` here."""

    root: Path

    # Every folder that the program makes there; other things in it are not ours.
    parts: ClassVar[tuple[str, ...]] = (
        "embeddings",
        "import",
        "networks",
        "neo4j",
        "matplotlib",
        "gallery",
        "compare",
        "samples",
        "proofs",
    )

    @property
    def embeddings(self) -> Path:
        """Parquet files that `extract` writes and `load` reads."""
        return self.root / "embeddings"

    @property
    def imports(self) -> Path:
        """The folder from which the server's ``LOAD CSV`` may read."""
        override = os.environ.get("NEO4J_IMPORT")
        return Path(override).expanduser().absolute() if override else self.root / "import"

    @property
    def imports_for_others(self) -> bool:
        """Whether a server that runs as another user may read the import folder."""
        return bool(os.environ.get("NEO4J_URI") or os.environ.get("NEO4J_IMPORT"))

    @property
    def networks(self) -> Path:
        """Networks built or downloaded on this machine."""
        return self.root / "networks"

    @property
    def proofs(self) -> Path:
        """What `duplicates` proved of pairs of contents."""
        return self.root / "proofs" / "copies.sqlite"

    @property
    def neo4j(self) -> Path:
        """The embedded server: configuration, data, logs, password file."""
        return self.root / "neo4j"

    @property
    def jars(self) -> Path:
        """The server's jars; ``$PHOTOGRAPH_JARS`` lets several homes share them."""
        override = os.environ.get("PHOTOGRAPH_JARS")
        return Path(override).expanduser().absolute() if override else self.neo4j / "jars"


def home() -> Home:
    """The working folder of this process, which may not exist yet."""
    return Home(Path(os.environ.get("PHOTOGRAPH_HOME") or ".photograph").expanduser().absolute())
