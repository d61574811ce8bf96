"""A server that ends while it is asked: one line, and the exit code of one that is not there."""

from __future__ import annotations

import pytest

from photograph.errors import NO_SERVER, PhotographError
from photograph.graph.database import Database, read, stream
from photograph.server.connection import connect
from photograph.settings import Home
from tests.server.wire import Wire
from tests.test_failures import address


def _ask_and_cut(wire: Wire) -> None:
    with connect() as database:
        assert read(database, "ask/versions")
        wire.cut()
        list(stream(database, "export/stream_verdicts"))


def test_a_server_that_goes_away_in_the_middle(
    neo4j: Home, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = address(neo4j)
    with Wire(int(own["NEO4J_URI"].rpartition(":")[2])) as wire:
        monkeypatch.setenv("NEO4J_URI", wire.uri)
        monkeypatch.setenv("NEO4J_PASSWORD", own["NEO4J_PASSWORD"])

        with pytest.raises(PhotographError) as failure:
            _ask_and_cut(wire)

    assert f"Neo4j at {wire.uri} ended, or could no longer be reached" in failure.value.what
    assert "once it is up" in failure.value.next_step
    assert failure.value.exit_code == NO_SERVER
