"""A full disk is one line and no success; nothing is lost, and with room again all is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from photograph.settings import home
from tests.conftest import Ran, run_photograph, share_networks
from tests.kills.conftest import SmallDisk
from tests.kills.judge import state_of
from tests.kills.run import Chain, go_to
from tests.kills.state import compare, extract_state, photo_state
from tests.kills.steps import STEPS, Step

pytestmark = pytest.mark.slow

_ROOM = "64m"


def step_called(name: str) -> Step:
    return next(step for step in STEPS if step.name == name)


def assert_one_line(ran: Ran, *words: str) -> None:
    assert ran.code not in (0, 2), ran
    assert "Traceback" not in ran.err
    assert ran.last_line.startswith("photograph: "), ran.err
    assert any(word in ran.last_line for word in words), ran.last_line


def test_extract_into_a_full_working_folder(
    chain: Chain, tmp_path: Path, small_disk: SmallDisk
) -> None:
    world, disk = chain.world, tmp_path / "disk"
    small_disk(disk, "128k")
    place = share_networks(disk / "home", world.extract_home)
    words, where = step_called("extract").words(world), {"PHOTOGRAPH_HOME": str(place.root)}

    full = run_photograph(*words, **where)
    kept = len(list(place.embeddings.rglob("part-*.parquet")))
    small_disk(disk, _ROOM)
    again = run_photograph(*words, **where)

    assert_one_line(full, "No space left on device")
    assert kept > 0
    assert again.code == 0, again.err
    assert f"  {2 * kept} " in again.out.splitlines()[2]  # of a batch of two each: unchanged
    clean = chain.clean.states["extract"]
    assert compare(clean, extract_state(place, world.real_photos)) == []


def test_load_through_a_full_import_folder(chain: Chain, small_disk: SmallDisk) -> None:
    load = step_called("load")
    go_to(chain, load)
    chain.ended_at = None
    load.before(chain.world)
    small_disk(home().imports, "16k")

    full = run_photograph("load")
    assert_one_line(full, f"The import folder {home().imports} is full")
    assert list(home().imports.iterdir()) == []
    small_disk(home().imports, _ROOM)
    again = run_photograph("load")

    assert again.code == 0, again.err
    assert compare(chain.clean.states["load"], state_of(load, chain.world)) == []
    chain.ended_at = load


def test_duplicates_move_to_a_full_disk(chain: Chain, small_disk: SmallDisk) -> None:
    move, world = step_called("duplicates --move-to"), chain.world
    go_to(chain, move)
    chain.ended_at = None
    move.before(world)
    before = photo_state(world.photos, world.aside)["photo files"]
    small_disk(world.aside, "128k")

    full = run_photograph(*move.words(world))
    assert_one_line(full, "No space left", "is full")
    there = photo_state(world.photos, world.aside)
    assert {**there["photo files"], **there["moved files"]} == before
    assert there["photo files"].keys().isdisjoint(there["moved files"])
    small_disk(world.aside, _ROOM)
    back = run_photograph("duplicates", "--undo", str(next(world.aside.glob("undo-*"))))
    again = run_photograph(*move.words(world))

    assert (back.code, again.code) == (0, 0), back.err + again.err
    assert compare(chain.clean.states[move.name], state_of(move, world)) == []
    assert run_photograph(*step_called("duplicates --undo").words(world)).code == 0
