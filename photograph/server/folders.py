"""Makes the server's folders, and links to folders that are elsewhere."""

from __future__ import annotations

import tempfile
from pathlib import Path

from photograph.errors import PhotographError
from photograph.private import make_folder
from photograph.settings import Home


def make_folders(home: Home) -> None:
    """Makes the server's folders, and checks that they are writable."""
    for folder in (home.neo4j / "run", home.neo4j / "logs", home.imports):
        try:
            make_folder(folder)
            tempfile.TemporaryFile(dir=folder).close()
        except OSError as error:
            raise PhotographError(
                f"The folder {folder} cannot be written to: {error.strerror}.",
                "Make it writable, or name another working folder in PHOTOGRAPH_HOME.",
            ) from error


def link_folders(home: Home) -> None:
    """Links folders that are elsewhere to plain names in the server's folder.

    Neo4j 5.26 reads its configuration as Latin-1, turns each backslash into a slash and refuses
    "..", so a path with Müller in it can't be written there.
    """
    elsewhere = {
        "import": home.imports,
        "lib": home.jars / "lib",
        "plugins": home.jars / "plugins",
    }
    for name, folder in elsewhere.items():
        _link(home.neo4j / name, folder)


def _link(link: Path, folder: Path) -> None:
    if link.is_symlink():
        link.unlink()
    try:
        link.symlink_to(folder)
    except FileExistsError as error:
        raise PhotographError(
            f"{link} should be a link to {folder}, and something else is there.",
            "Move it away and start again.",
        ) from error
