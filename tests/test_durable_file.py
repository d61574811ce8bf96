"""State files are the old or the new, whole, and nothing is left beside them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from photograph.durable_file import write_durably


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "new" / "state.json"

    write_durably(file, "old")
    write_durably(file, "new")

    assert file.read_text() == "new"
    assert list(file.parent.iterdir()) == [file]


def test_a_write_that_fails_leaves_the_old_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "state.json"
    write_durably(file, "old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_durably(file, "new")

    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]
