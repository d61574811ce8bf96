"""One command at a time writes to a graph."""

from __future__ import annotations

import io
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from photograph.graph.database import Database
from photograph.server.turns import own_turn
from tests.conftest import run


def take(database: Database) -> float:
    with own_turn(database):
        return time.monotonic()


@pytest.mark.slow
def test_the_second_says_that_it_waits_and_goes_on_after_the_first(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = io.StringIO()  # capsys empties itself as it is read, of what another thread writes too
    monkeypatch.setattr(sys, "stderr", told)
    with ThreadPoolExecutor(1) as pool:
        with own_turn(database):
            second = pool.submit(take, database)
            while "waiting for it" not in told.getvalue():
                assert not second.done()
                time.sleep(0.01)
            over = time.monotonic()
        assert second.result(60) >= over


def test_a_turn_ends_with_a_failure_and_leaves_nothing_in_the_graph(database: Database) -> None:
    with pytest.raises(KeyError), own_turn(database):
        raise KeyError

    take(database)

    assert run(database, "MATCH (n) RETURN n") == []
