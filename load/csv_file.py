"""Writes the CSV that ``LOAD CSV`` reads, kept in the import folder for one load."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from photograph.collection.csv_columns import ROWS_A_BATCH, append_csv
from photograph.console import progress
from photograph.errors import PhotographError
from photograph.load.rows import PhotoRows
from photograph.private import create, is_private, make_private_folder
from photograph.settings import home

_FULL = (errno.ENOSPC, errno.EDQUOT)
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT)


@contextmanager
def import_file(folder: Path, name: str) -> Iterator[Path]:
    """A file in the server's import folder that is removed after the block.

    Raises
    ------
    PhotographError: the folder can't be made or written, or the disk is full.
    """
    path = folder / f"photograph-{name}-{os.getpid()}.csv"
    try:
        make_private_folder(folder)
        _remove_left_over(folder)
        create(path)
        if not is_private(path):
            _let_others_read(folder, path)
        yield path
    except OSError as error:
        if error.errno not in (*_FULL, *_REFUSED):
            raise
        full = error.errno in _FULL
        raise PhotographError(
            f"The import folder {folder} {'is full' if full else 'can not be written'}"
            f" ({os.strerror(error.errno or 0)}).",
            "Make room there and run photograph load again."
            if full
            else "Allow it, set NEO4J_IMPORT to the server's import folder, or use --via driver.",
        ) from error
    finally:
        with suppress(OSError):
            path.unlink()


def _let_others_read(folder: Path, path: Path) -> None:
    """Makes the file readable for a server in a container, which runs as another user."""
    path.chmod(0o644)
    if folder.is_relative_to(home().root):
        folder.chmod(0o755)  # it was the embedded server's before


def _remove_left_over(folder: Path) -> None:
    """Removes the files of killed loads."""
    import psutil

    for file in folder.glob("photograph-*.csv"):
        made_by = re.fullmatch(r"photograph-.*-(\d+)\.csv", file.name)
        if made_by and not psutil.pid_exists(int(made_by[1])):
            file.unlink(missing_ok=True)


def write_import_csv(rows: PhotoRows, path: Path) -> int:
    """Writes every photo of an embeddings file as CSV; returns the number of rows.

    Floats are written as the shortest text that reads back as the same float32.

    Raises
    ------
    DamagedFileError: the embeddings file has values that can't be in a CSV.
    """
    written = 0
    with path.open("wb") as file, progress("Writing CSV", len(rows)) as advance:
        for table in rows.tables(ROWS_A_BATCH):
            # A quote or a comma in a sha256, a format or an offset is refused.
            header = written == 0
            append_csv(table, file, rows.embeddings, include_header=header, quoting_style="none")
            written += table.num_rows
            advance(table.num_rows)
        file.flush()
        os.fsync(file.fileno())
    return written
