"""A folder of pages, recognized by a marker file; each file is written atomically."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from photograph.durable_file import write_durably
from photograph.errors import PhotographError
from photograph.private import make_folder


@dataclass(frozen=True)
class PageFolder:
    """The kind of folder that a command writes.

    Parameters
    ----------
    files: the files that are the same every time.
    marker: the name of the file that says who made the folder.
    command: what to type for another folder.
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
    """Checks that the folder is new, empty or made by an earlier run.

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
    """Makes the folder with its marker, after `check_free`.

    Raises
    ------
    PhotographError: the folder has other files, or can't be written.
    """
    check_free(folder, pages)
    make_folder(folder)
    replace_text(folder / pages.marker, pages.words)


def copy_pages(folder: Path, pages: PageFolder) -> None:
    """Writes the files that are the same every time: page, scripts, style."""
    for page in pages.files:
        replace_text(folder / page.name, page.read_text(encoding="utf-8"))


def replace_text(file: Path, text: str) -> None:
    """Writes a text as UTF-8, like `replace_bytes`."""
    replace_bytes(file, text.encode())


def replace_bytes(file: Path, content: bytes) -> None:
    """Writes a file atomically, but without flushing: a power cut may lose it."""
    write_durably(file, content, flush=False)


def delete_stale(folder: Path, kept: set[Path]) -> int:
    """Deletes every file below `folder` that is not in `kept`; returns how many.

    That includes half-written files of a stopped run.
    """
    stale = [file for file in folder.rglob("*") if file.is_file() and file not in kept]
    for file in stale:
        file.unlink()
    for below in sorted((part for part in folder.rglob("*") if part.is_dir()), reverse=True):
        if not any(below.iterdir()):
            below.rmdir()
    return len(stale)
