"""Tables of groups with a short line are refused, naming it: `make fuzz` found them not to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from photograph.errors import PhotographError
from photograph.evaluate.known_groups import read_groups
from photograph.evaluate.trained_on import TRAINED_ON_FILE, read_seen


@pytest.mark.parametrize("head", ["group\tfile", "file\tgroup"])
def test_a_line_without_a_file_or_a_group_is_named(tmp_path: Path, head: str) -> None:
    table = tmp_path / "groups.tsv"
    table.write_text(f"{head}\na\tb\nshort\n")

    with pytest.raises(PhotographError, match=r"Line 3 of .*groups\.tsv has no file or no group"):
        read_groups(table)


def test_what_a_network_was_trained_on_is_read_whole_or_refused(tmp_path: Path) -> None:
    table = tmp_path / TRAINED_ON_FILE
    table.write_text("group\tfile\tpart\tcontent_hash\nbees\tbees/1.jpg\ttraining\n")

    with pytest.raises(PhotographError, match="can't be read"):
        read_seen(tmp_path)
