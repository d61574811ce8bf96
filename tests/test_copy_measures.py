"""What `make bench-duplicates` works out of pairs that were told, ours and those of others."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.copies.measures import (
    Share,
    ToldPairs,
    compare,
    is_hard,
    maker_of,
    own_pairs,
    precision,
    recall,
    unordered,
)
from bench.copies.peers import PEERS, ask_peers, installed_mark
from photograph.jobs.duplicates.candidate import Candidate
from photograph.jobs.duplicates.duplicate_group import DuplicateCopy, DuplicateGroup
from photograph.jobs.duplicates.options import DuplicateKind

LAKE, SHORE = "originals/lake/a.jpg", "originals/lake/b.jpg"
FORM, OTHER_FORM = "originals/hard/forms-1.jpg", "originals/hard/forms-2.jpg"
HALF_LAKE, HALF_SHORE = "copies/lake/half/a.jpg", "copies/lake/half/b.jpg"
POOR_LAKE, HALF_FORM = "copies/lake/q40/a.jpg", "copies/hard/half/forms-1.jpg"
SOURCES = {
    **{LAKE: "lake", SHORE: "shore", FORM: "form", OTHER_FORM: "other form"},
    **{HALF_LAKE: "lake", HALF_SHORE: "shore", POOR_LAKE: "lake", HALF_FORM: "form"},
}
TOLD = unordered(
    [
        (LAKE, HALF_LAKE),
        (POOR_LAKE, HALF_LAKE),  # found by another copy, not by its original
        (HALF_SHORE, LAKE),  # wrong
        (FORM, OTHER_FORM),  # wrong
        (HALF_FORM, FORM),
    ]
)


def test_a_pair_counts_once_and_no_photo_is_its_own_copy() -> None:
    assert unordered([("b", "a"), ("a", "b"), ("a", "a")]) == {("a", "b")}


def test_recall_counts_copies_in_a_pair_with_any_file_of_their_source() -> None:
    assert recall(TOLD, SOURCES, maker_of) == {"half": Share(2, 3), "q40": Share(1, 1)}
    assert recall(TOLD, SOURCES, is_hard) == {False: Share(2, 3), True: Share(1, 1)}


def test_a_copy_in_none_but_wrong_pairs_is_not_found() -> None:
    wrong = unordered([(HALF_SHORE, LAKE), (HALF_LAKE, SHORE)])

    assert recall(wrong, SOURCES, maker_of) == {"half": Share(0, 3), "q40": Share(0, 1)}


def test_precision_is_the_share_of_pairs_of_one_source() -> None:
    assert precision(TOLD, SOURCES) == Share(3, 5)
    assert str(precision(TOLD, SOURCES)) == "0.600"
    assert str(precision(frozenset(), SOURCES)) == "–"  # who tells nothing is not right


def test_the_table_has_a_column_for_each_program() -> None:
    rows, header = compare({"A": ToldPairs(TOLD, 1.25), "B": ToldPairs(frozenset(), 0.5)}, SOURCES)

    assert header == ("recall", "copies", "A", "B")
    assert rows == [
        ("half", "2", "0.500", "0.000"),  # of photos alone
        ("q40", "1", "1.000", "0.000"),
        ("all photos", "3", "0.667", "0.000"),
        ("all documents", "1", "1.000", "0.000"),
        ("precision, all", "", "0.600", "–"),
        ("wrong pairs, all", "", "2", "0"),
        ("precision, photos alone", "", "0.667", "–"),
        ("wrong pairs, photos alone", "", "1", "0"),
        ("seconds", "", "1.2", "0.5"),
    ]


def photo(path: str) -> Candidate:
    return Candidate("root", path, path, 1, 10, 10, "JPEG")


def copy(path: str, of: str, kind: DuplicateKind) -> DuplicateCopy:
    return DuplicateCopy(photo(path), kind, 0.99, photo(of), True)


def test_our_pairs_are_all_of_a_group_but_what_is_only_near() -> None:
    copies = (
        copy("half", "keep", DuplicateKind.RESIZED),
        copy("crop", "half", DuplicateKind.CROPPED),
        copy("next", "keep", DuplicateKind.NEAR),
        copy("half-next", "next", DuplicateKind.RESIZED),
    )
    told = own_pairs([DuplicateGroup(photo("keep"), "the largest", copies)])

    of_keep = {("crop", "half"), ("crop", "keep"), ("half", "keep")}
    assert told == of_keep | {("half-next", "next")}


def test_a_peer_that_is_not_installed_is_left_out_with_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dict(ask_peers(tmp_path, tmp_path / "peers")) == {}

    told = capsys.readouterr().err.splitlines()
    assert [line.split()[0] for line in told] == ["imagededup", "fastdup", "czkawka"]
    assert all("install_peers" in line for line in told)


def test_a_peer_that_breaks_is_left_out_and_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    python = tmp_path / "czkawka" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)  # a Python with no czkawka_cli beside it
    installed_mark(tmp_path, "czkawka").touch()

    assert dict(ask_peers(tmp_path, tmp_path)) == {}

    broken = [line for line in capsys.readouterr().err.splitlines() if line.startswith("czkawka")]
    assert len(broken) == sum(peer.package == "czkawka" for peer in PEERS)
    assert all("No such file" in line and "czkawka_cli" in line for line in broken)
