"""The steps of the kill test, in the order of a person's work: each begins where one ended."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from photograph.server import process
from photograph.settings import home
from tests.kills.collection import CUTOFF
from tests.kills.killing import Sign, connected
from tests.kills.world import World, draw, empty_extract_home, put_embeddings, wipe

CLIENT, SERVER = "client", "server"


@dataclass(frozen=True)
class Step:
    """A command that is killed.

    Parameters
    ----------
    before: what a person has done before it; done again before a round is repeated.
    sign: makes what tells that it is at work; from then on most moments are counted.
    victims: whom a round may kill; named twice, it is killed twice as often.
    rescue: what to run where the same command does not go on by itself.
    """

    name: str
    words: Callable[[World], list[str]]
    before: Callable[[World], None]
    sign: Callable[[World], Sign]
    victims: tuple[str, ...] = (CLIENT, SERVER)
    rescue: Callable[[World], list[str] | None] = lambda _: None

    @property
    def command(self) -> str:
        """What a table calls it: the same command may be several steps."""
        return self.name.partition(",")[0]

    def environment(self, world: World) -> dict[str, str]:
        """`extract` has a working folder of its own, whose photos can be decoded."""
        own = self.name == "extract"
        return {"PHOTOGRAPH_HOME": str(world.extract_home.root)} if own else {}


def undo_files(world: World) -> list[Path]:
    return sorted(world.aside.glob("undo-*.json"))


def _undo(world: World) -> list[str]:
    return ["duplicates", "--undo", str(undo_files(world)[-1])]


def _rescue_moving(world: World) -> list[str] | None:
    """`duplicates --move-to` says first how to undo it."""
    return _undo(world) if undo_files(world) else None


def _move(world: World) -> list[str]:
    return ["duplicates", "--kind=exact", "--kind=re-encoded", "--move-to", str(world.aside)]


def _first_moves_back(world: World) -> Sign:
    first = Path(json.loads(undo_files(world)[-1].read_text())["moves"][-1]["to"])
    return lambda _: not first.exists()


def _connects(_: World) -> Sign:
    server = process.running(home())
    assert server is not None
    return connected(server.bolt_port)


def _extracts(world: World) -> Sign:
    return lambda _: any(world.extract_home.embeddings.glob("*/*/parts/part-*"))


def _load_first(world: World) -> None:
    wipe()
    put_embeddings(world, 1)


def _nothing(_: World) -> None:
    return


def _forget_moves(world: World) -> None:
    shutil.rmtree(world.aside, ignore_errors=True)


def _words(*words: str) -> Callable[[World], list[str]]:
    return lambda _: list(words)


_LINK = _words("link", f"--cutoff={CUTOFF}", "--target-recall=1", "--sample=100000")

STEPS = (
    Step("load", _words("load"), _load_first, _connects),
    Step("link", _LINK, lambda _: draw(), _connects),
    Step("albums", _words("albums"), _nothing, _connects),
    Step(
        "duplicates --move-to",
        _move,
        _forget_moves,
        lambda world: lambda _: bool(undo_files(world)),
        (CLIENT, CLIENT, SERVER),
        _rescue_moving,
    ),
    Step("duplicates --undo", _undo, _nothing, _first_moves_back, (CLIENT,)),
    Step(
        "extract",
        lambda world: ["extract", str(world.real_photos), "--batch=2", "--precision=float32"],
        empty_extract_home,
        _extracts,
        (CLIENT,),
    ),
    Step("load --prune", _words("load", "--prune"), lambda w: put_embeddings(w, 2), _connects),
    Step("link, again", _LINK, _nothing, _connects),
    Step("albums, again", _words("albums"), _nothing, _connects),
)
