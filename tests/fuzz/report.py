"""What came of fuzzing one target, kept in files so that it outlives a crash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Failure:
    """The shortest input found that breaks a claim in one place, and how."""

    what: str
    content: bytes

    def save(self, folder: Path, target: str) -> Path:
        """Writes the input where it can be looked at."""
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{target}-{hashlib.sha256(self.content).hexdigest()[:12]}"
        file.write_bytes(self.content)
        return file


@dataclass
class Report:
    """How many inputs a target was tried with, the failures by place, and what one took at most."""

    target: str
    tried: int = 0
    slowest: float = 0
    grown: int = 0  # the most memory above what there was before the first input, in MiB
    failures: dict[str, Failure] = field(default_factory=dict)

    def add(self, what: str, content: bytes) -> None:
        """Keeps a failure; of one place only the shortest input."""
        before = self.failures.get(what)
        if before is None or len(content) < len(before.content):
            self.failures[what] = Failure(what, content)
