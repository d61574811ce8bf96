"""What was proved is kept: a second run opens no file, and other rules begin anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from photograph.jobs.duplicates import proof_file
from photograph.jobs.duplicates.options import DuplicateKind
from photograph.jobs.duplicates.proof_file import JUDGES
from photograph.jobs.duplicates.proof_store import Proofs, ProofStore
from photograph.jobs.duplicates.proofs import PairProof
from tests.test_imports import imports_of

COPY, NONE = frozenset(("a" * 64, "b" * 64)), frozenset(("a" * 64, "c" * 64))
PROVED: Proofs = {COPY: PairProof(DuplicateKind.RESIZED, 0.9375, "b" * 64), NONE: None}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "proofs/copies.sqlite"


def keep(file: Path) -> None:
    with ProofStore(file) as store:
        store.keep(PROVED)


def kept(file: Path) -> Proofs:
    with ProofStore(file) as store:
        return store.known([COPY, NONE, frozenset("xy")])


def test_copies_and_pairs_that_are_none_are_known_again(file: Path) -> None:
    keep(file)

    assert kept(file) == PROVED


def test_proofs_by_other_rules_are_forgotten(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(file)
    monkeypatch.setattr(proof_file, "JUDGES", ("jobs/duplicates/judging.py",))

    assert kept(file) == {}


def test_every_module_that_decides_of_a_proof_is_one_of_the_rules() -> None:
    """But for those that only carry what was found, or tell how photos are shown."""
    carriers = {"options", "proofs"}
    ground = {"photograph.jpeg_saving", "photograph.picture_size"}
    found = {"photograph.jobs.duplicates.pair_judge", "photograph.jobs.duplicates.signature_screen"}
    left = list(found)
    while left:
        new = imports_of(left.pop()) - found
        mine = {one for one in new if one.startswith("photograph.jobs.duplicates.")} | (
            new & ground
        )
        mine = {one for one in mine if one.rpartition(".")[2] not in carriers}
        found |= mine
        left += mine

    rules = {f"photograph.{name.removesuffix('.py').replace('/', '.')}" for name in JUDGES}
    assert found == rules


def test_what_a_run_kept_that_was_killed_is_known(file: Path) -> None:
    """Its connection was never closed."""
    killed = ProofStore(file)
    killed.keep(PROVED)

    assert kept(file) == PROVED


@pytest.mark.parametrize("damage", [b"", b"no database" * 1000])
def test_a_damaged_file_begins_anew(file: Path, damage: bytes) -> None:
    keep(file)
    file.write_bytes(damage)

    before = kept(file)
    keep(file)

    assert before == {}
    assert kept(file) == PROVED


@pytest.mark.parametrize("bit", [1, 64])
def test_no_bit_that_falls_over_makes_another_proof(file: Path, bit: int) -> None:
    keep(file)
    whole = file.read_bytes()

    for place in range(0, len(whole), 61):
        damaged = bytearray(whole)
        damaged[place] ^= bit
        file.write_bytes(damaged)
        assert kept(file).items() <= PROVED.items()
        keep(file)
        assert kept(file) == PROVED


def test_one_that_can_t_be_written_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "proofs").write_text("a file where the folder is to be")

    with ProofStore(tmp_path / "proofs/copies.sqlite") as store:
        store.keep(PROVED)
        assert store.known(PROVED) == {}

    assert capsys.readouterr().err.count("can't be used") == 1


def test_one_that_another_run_holds_stops_nothing(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_file, "_SECONDS_TO_WAIT", 0.1)
    with ProofStore(file) as waiting, closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        waiting.keep(PROVED)

    assert "locked" in capsys.readouterr().err
    keep(file)
    assert kept(file) == PROVED
