"""The README and the pages of the manual, and what stands in their blocks."""

from __future__ import annotations

import re
from pathlib import Path

from tests.server.conftest import REPOSITORY

README = REPOSITORY / "README.md"
DOCS = REPOSITORY / "docs"
PAGES = (README, *sorted(DOCS.glob("*.md")))
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\((?!\w+://)([^)#]+)")


def blocks(page: Path, language: str) -> list[str]:
    """The blocks of a language, where none is named "" is one."""
    found = _BLOCK.findall(page.read_text(encoding="utf-8"))
    return [text for named, text in found if named == language]


def lines(page: Path, start: str = "") -> list[str]:
    """The lines of the shell that begin so, without what is said of them."""
    every = [line for block in blocks(page, "sh") for line in block.splitlines()]
    commands = [line.partition("  #")[0].strip() for line in every]
    return [command for command in commands if command.startswith(start)]


def links(page: Path) -> list[Path]:
    """The files of the repository that a page leads to, or shows."""
    return [page.parent / found for found in _LINK.findall(page.read_text(encoding="utf-8"))]
