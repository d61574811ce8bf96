"""A person at a terminal sees a bar; a log and a pipe get plain lines."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from photograph.console import progress, table
from photograph.settings import Home
from tests.extract.photo_files import save_jpeg

pytestmark = pytest.mark.slow


def extract_on_a_terminal(folder: Path, *words: str) -> str:
    """What `extract` shows on a terminal of 120 columns."""
    ours, theirs = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "photograph", "extract", str(folder), *words],
        stderr=theirs,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # Linux reports the end of a terminal so
            break
        if not piece:
            break
        shown += piece
    assert running.wait() == 0
    os.close(ours)
    return shown.decode()


def photos(tmp_path: Path) -> Path:
    for seed in range(12):
        save_jpeg(tmp_path / f"photos/p{seed}.jpg", seed)
    (tmp_path / "photos/broken.jpg").write_text("no photo")
    return tmp_path / "photos"


def test_a_terminal_shows_a_bar_with_rate_time_left_and_failures(
    tmp_path: Path, clean_folder: Home
) -> None:
    shown = extract_on_a_terminal(photos(tmp_path))

    assert "\x1b[" in shown
    assert "━" in shown
    assert "13/13" in shown
    assert "/s" in shown
    assert "1 failed" in shown


def test_quiet_shows_plain_lines_on_a_terminal_too(tmp_path: Path, clean_folder: Home) -> None:
    shown = extract_on_a_terminal(photos(tmp_path), "--quiet")

    assert "━" not in shown
    assert "\x1b[" not in shown
    assert "Embedding: 13 of 13 photos" in shown


def test_where_there_is_nothing_to_do_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Nothing", 0) as advance:
        advance(0)
    with progress("Something", 1) as advance:
        advance(1)

    assert capsys.readouterr().err == "Something: 1 of 1 photos\n"


def test_letters_that_take_two_cells_shift_no_column() -> None:
    rows = [("山.jpg", "1.000"), ("a long name.jpg", "0.5")]
    second = ("cosine", "------", "1.000", "0.5")

    shown = table(rows, ("photo", "cosine")).splitlines()

    places = [cell_len(line.removesuffix(value)) for line, value in zip(shown, second, strict=True)]
    assert len(set(places)) == 1
