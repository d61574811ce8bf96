"""What is there after a round, once nothing in the server is at work any more."""

from __future__ import annotations

import time

from photograph.graph.database import Database
from photograph.settings import home
from tests.conftest import run
from tests.kills.killing import PATIENCE
from tests.kills.questions import OTHERS_AT_WORK, WRONG
from tests.kills.state import State, extract_state, folder_names, graph_state, photo_state
from tests.kills.steps import Step
from tests.kills.world import World, graph


def state_of(step: Step, world: World) -> State:
    """All that two runs of a step must agree about."""
    if step.name == "extract":
        return extract_state(world.extract_home, world.real_photos)
    with graph() as database:
        _settle(database)
        return {
            **graph_state(database),
            **photo_state(world.photos, world.aside),
            "working folder": folder_names(home()),
        }


def what_is_wrong() -> list[str]:
    """What no run may leave in the graph, however it came about."""
    with graph() as database:
        return [
            f"{what}: {len(rows)}, such as {rows[0]['what']}"
            for what, question in WRONG.items()
            if (rows := run(database, question))
        ]


def _settle(database: Database) -> None:
    """The server may go on for a while with what a killed client asked."""
    deadline = time.monotonic() + PATIENCE
    while at_work := run(database, OTHERS_AT_WORK):
        assert time.monotonic() < deadline, at_work
        time.sleep(0.05)
