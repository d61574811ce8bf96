"""A jar of the lock file: its path, and whether the file there is the right one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

LOCK_FILE = Path(__file__).with_name("jars.lock")


@dataclass(frozen=True, order=True)
class Jar:
    """One jar of the lock file: its Maven coordinate, folder, size and sha256."""

    coordinate: str  # group:artifact:version[:classifier]
    folder: str
    size: int
    sha256: str

    @property
    def filename(self) -> str:
        """Its file name in Maven."""
        return "-".join(self.coordinate.split(":")[1:]) + ".jar"

    def path(self, jars: Path) -> Path:
        """Its path below the jar folder."""
        return jars / self.folder / self.filename


def read_lock(path: Path) -> list[Jar]:
    """Every jar that the lock file lists, in its order."""
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    rows = [line for line in lines if line and not line[0].startswith("#")]
    return [Jar(coordinate, folder, int(size), sha) for coordinate, folder, size, sha in rows]


def is_whole_jar(path: Path, jar: Jar) -> bool:
    """Whether the file has the size and sha256 in the lock file."""
    if not path.is_file() or path.stat().st_size != jar.size:
        return False
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == jar.sha256
