"""The gallery's folder: known by a marker, each file written beside its place, then moved."""

from __future__ import annotations

from pathlib import Path

from photograph.errors import PhotographError
from photograph.settings import make_folder

MARKER = "photograph-gallery.txt"
_PAGES = Path(__file__).parent / "pages"
_WORDS = """This folder was made by `photograph gallery`, which may write and delete anything in it.
Open index.html in a browser.
"""


def claim(folder: Path) -> None:
    """Makes the folder ours, if it is new, empty or was made by an earlier run.

    Raises
    ------
    PhotographError: something else is there.
    """
    if folder.exists() and not folder.is_dir():
        raise PhotographError(f"{folder} is a file.", "Name a folder: photograph gallery DIR")
    if folder.exists() and not (folder / MARKER).exists() and any(folder.iterdir()):
        raise PhotographError(
            f"{folder} has files in it that photograph did not make.",
            "Name a new or empty folder: photograph gallery DIR",
        )
    make_folder(folder)
    replace_text(folder / MARKER, _WORDS)


def copy_pages(folder: Path) -> None:
    """Writes the page with its scripts and style."""
    for page in sorted(_PAGES.iterdir()):
        replace_text(folder / page.name, page.read_text(encoding="utf-8"))


def replace_text(file: Path, text: str) -> None:
    """Writes a text as UTF-8, as `replace_bytes` does."""
    replace_bytes(file, text.encode())


def replace_bytes(file: Path, content: bytes) -> None:
    """Writes a file beside its place, then moves it there in one step."""
    part = file.with_name(f"{file.name}.part")
    part.write_bytes(content)
    part.replace(file)


def delete_stale(folder: Path, kept: set[Path]) -> int:
    """Deletes every file below `folder` that is not `kept`; returns how many.

    Files that a stopped run left half written are among them.
    """
    stale = [file for file in folder.rglob("*") if file.is_file() and file not in kept]
    for file in stale:
        file.unlink()
    for below in sorted((part for part in folder.rglob("*") if part.is_dir()), reverse=True):
        if not any(below.iterdir()):
            below.rmdir()
    return len(stale)
