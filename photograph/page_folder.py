"""A folder of pages: known by a marker, each file written beside its place, then moved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from photograph.durable_file import write_durably
from photograph.errors import PhotographError
from photograph.private import make_folder


@dataclass(frozen=True)
class PageFolder:
    """What a command writes into a folder of its own.

    Parameters
    ----------
    files: those that are the same every time.
    marker: the file that says who made the folder.
    command: what to type with another folder.
    """

    files: tuple[Path, ...]
    marker: str
    command: str

    @property
    def words(self) -> str:
        made_by = " ".join(self.command.split()[:2])
        return (
            f"This folder was made by `{made_by}`, which may write and delete anything in it.\n"
            "Open index.html in a browser.\n"
        )


BASE_STYLE = Path(__file__).with_name("base.css")


def check_free(folder: Path, pages: PageFolder) -> None:
    """Checks that the folder is new, empty or was made by an earlier run.

    Raises
    ------
    PhotographError: something else is there.
    """
    if folder.exists() and not folder.is_dir():
        raise PhotographError(f"{folder} is a file.", f"Name a folder: {pages.command}")
    if folder.exists() and not (folder / pages.marker).exists() and any(folder.iterdir()):
        raise PhotographError(
            f"{folder} has files in it that photograph did not make.",
            f"Name a new or empty folder: {pages.command}",
        )


def claim(folder: Path, pages: PageFolder) -> None:
    """Makes the folder ours, as `check_free` says.

    Raises
    ------
    PhotographError: something else is there, or it can't be written.
    """
    check_free(folder, pages)
    make_folder(folder)
    replace_text(folder / pages.marker, pages.words)


def copy_pages(folder: Path, pages: PageFolder) -> None:
    """Writes what is the same every time: a page, scripts, style."""
    for page in pages.files:
        replace_text(folder / page.name, page.read_text(encoding="utf-8"))


def replace_text(file: Path, text: str) -> None:
    """Writes a text as UTF-8, as `replace_bytes` does."""
    replace_bytes(file, text.encode())


def replace_bytes(file: Path, content: bytes) -> None:
    """Writes a file in one step; after a power cut it may have to be made again."""
    write_durably(file, content, flush=False)


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
