"""A full disk under Neo4j's own data ends a command with one line; with room again all is whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from neo4j.exceptions import DriverError

from photograph.cypher import statement
from photograph.errors import NO_SERVER
from photograph.graph.database import write
from photograph.server import process
from photograph.server.disk import full_folder
from photograph.settings import Home, home
from tests.conftest import run_photograph
from tests.kills.conftest import SmallDisk
from tests.kills.judge import state_of, what_is_wrong
from tests.kills.killing import PATIENCE
from tests.kills.run import Chain
from tests.kills.state import State, compare
from tests.kills.steps import Step
from tests.kills.test_full_disk import assert_one_line, step_called
from tests.kills.world import graph, put_photos_back
from tests.server.conftest import working_folder

pytestmark = pytest.mark.slow

_ROOM = "1400m"  # the server starts with a GiB free
_ALMOST_NOTHING = 100_000


@contextmanager
def server_on_a_small_disk(chain: Chain, disk: Path, small_disk: SmallDisk) -> Iterator[None]:
    small_disk(disk, _ROOM)
    chain.ended_at = None
    put_photos_back(chain.world)
    with working_folder(disk / "home"):
        process.start()
        try:
            yield
        finally:
            process.stop()


@contextmanager
def another_has_the_turn() -> Iterator[None]:
    """As another command has that is at work; without its eye on the disk."""
    taking = statement("turn/take_turn")
    with graph() as database, suppress(DriverError), database.driver.session() as session:
        write(database, "schema/constrain_link_run")
        with session.begin_transaction(metadata={"photograph": "photograph writes"}) as held:
            held.run(taking.text, taking.bind({"turn": "photograph writes"})).consume()
            yield


def fill(disk: Path, small_disk: SmallDisk) -> None:
    small_disk(disk, str(shutil.disk_usage(disk).used + _ALMOST_NOTHING))


def assert_all_goes_on(chain: Chain, steps: list[Step]) -> None:
    """Each step again gives the graph of a run that nothing stood in the way of."""
    for number, step in enumerate(steps):
        if number:
            step.before(chain.world)
        done = run_photograph(*step.words(chain.world))
        assert done.code == 0, done.err
        clean, found = chain.clean.states[step.name], state_of(step, chain.world)
        assert compare(_graph(clean), _graph(found)) == []
    assert what_is_wrong() == []


def _graph(state: State) -> State:
    """Without the files of the working folder, which is another one here."""
    return {aspect: facts for aspect, facts in state.items() if aspect != "working folder"}


def test_a_disk_that_is_full_before_is_told_and_the_server_stays_up(
    chain: Chain, tmp_path: Path, small_disk: SmallDisk
) -> None:
    disk, steps = tmp_path / "disk", [step_called(name) for name in ("load", "link", "albums")]
    with server_on_a_small_disk(chain, disk, small_disk):
        there = process.running(home())
        steps[0].before(chain.world)
        done = run_photograph("load")
        assert done.code == 0, done.err
        fill(disk, small_disk)

        for step in steps:
            assert_one_line(run_photograph(*step.words(chain.world)), "is full; nothing is written")
        assert run_photograph("status").code == 0
        assert process.running(home()) == there

        small_disk(disk, _ROOM)
        assert_all_goes_on(chain, steps)


def test_a_disk_that_fills_up_meanwhile_ends_a_command_that_would_wait_for_ever(
    chain: Chain, tmp_path: Path, small_disk: SmallDisk
) -> None:
    disk, load = tmp_path / "disk", step_called("load")
    with server_on_a_small_disk(chain, disk, small_disk):
        load.before(chain.world)
        with another_has_the_turn():
            words = [sys.executable, "-m", "photograph", *load.words(chain.world)]
            with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as waiting:
                assert waiting.stderr
                while "waiting for it" not in waiting.stderr.readline():
                    assert waiting.poll() is None
                fill(disk, small_disk)
                told = waiting.communicate(timeout=PATIENCE)[1]
        small_disk(disk, _ROOM)

        assert waiting.returncode == NO_SERVER
        assert told.count("\n") == 1, told
        assert told.startswith("photograph: The disk of ")
        assert "Neo4j was ended" in told
        assert_all_goes_on(chain, [load])


@pytest.mark.parametrize("how", ["a link", "a setting"])
def test_data_on_a_disk_of_its_own_is_looked_at_there(
    tmp_path: Path, small_disk: SmallDisk, how: str
) -> None:
    place, elsewhere = Home(tmp_path / "home"), tmp_path / "elsewhere"
    (place.neo4j / "conf").mkdir(parents=True)
    small_disk(elsewhere, "8m")
    assert full_folder(place) is None

    if how == "a link":
        (place.neo4j / "data").symlink_to(elsewhere)
    else:
        (place.neo4j / "conf/extra.conf").write_text(f"server.directories.data={elsewhere}\n")

    full = full_folder(place)
    assert full is not None
    assert full.resolve() == elsewhere
