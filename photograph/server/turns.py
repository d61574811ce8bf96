"""Lets one command at a time write to a graph, across machines; the next one waits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from neo4j.exceptions import DriverError, Neo4jError

from photograph.console import say
from photograph.cypher import statement
from photograph.graph.database import Database, read
from photograph.graph.schema import make
from photograph.server.disk import watched_disk

_TURN = "photograph writes"


@contextmanager
def own_turn(database: Database) -> Iterator[None]:
    """Locks the graph during the block: two commands would delete each other's edges.

    The lock is a node that is never committed, so the server releases it when its holder dies.
    """
    with watched_disk(database):
        make(database, statement("schema/constrain_link_run"))
        with _turn(database):
            yield


@contextmanager
def _turn(database: Database) -> Iterator[None]:
    if read(database, "turn/list_turns", turn=_TURN)[0]["others"]:
        say("Another photograph command is writing to this graph; waiting for it.")
    where = database.target.database
    with (
        database.driver.session(database=where) as session,
        session.begin_transaction(metadata={"photograph": _TURN}) as held,
    ):
        taking = statement("turn/take_turn")
        held.run(taking.text, taking.bind({"turn": _TURN})).consume()
        yield
        # What was to be done is done, even where this connection was cut meanwhile.
        with suppress(DriverError, Neo4jError):
            held.rollback()
