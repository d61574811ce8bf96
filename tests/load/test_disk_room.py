"""The disk is looked at before an import, and a small one is told with what is needed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from photograph.errors import PhotographError
from photograph.load.disk_room import check_room
from photograph.server.memory import MIB


@pytest.mark.parametrize(("with_database", "need"), [(False, 4127), (True, 13414)])
def test_a_million_photos_need_gigabytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_database: bool, need: int
) -> None:
    # The machine's disk can't be filled here, so what the operating system answers is changed.
    free = need * MIB
    usage = type(shutil.disk_usage(tmp_path))
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(2 * free, free, free))
    folder = tmp_path / "not made yet" / "files"

    with pytest.raises(PhotographError, match=f"up to {need} MiB, and {tmp_path} has {need} MiB"):
        check_room(folder, 1_000_000, 256, with_database)
    check_room(folder, 999_000, 256, with_database)
    assert not folder.exists()
