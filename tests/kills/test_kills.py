"""Whatever is killed, and whenever: the same command again makes whole what was begun."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.kills.judge import state_of, what_is_wrong
from tests.kills.killing import Command
from tests.kills.rounds import plan
from tests.kills.run import Chain, go_to, kill_many, told
from tests.kills.state import compare
from tests.kills.steps import STEPS, Step

pytestmark = pytest.mark.slow

ROUNDS, SEED = 10, 1
# A second undo and a load that prunes are the same to the server as others are.
_NOT_TWICE = ("duplicates --undo", "load --prune")


def test_ten_kills_at_random_moments_leave_what_the_next_run_makes_whole(chain: Chain) -> None:
    results = kill_many(chain, range(ROUNDS), SEED)

    assert not [problem for result in results for problem in result.found]
    assert sum(result.hit for result in results) >= ROUNDS // 2, told(results)


def test_a_round_is_the_same_for_its_number_and_seed() -> None:
    rounds = [plan(number, SEED) for number in range(100)]

    assert rounds == [plan(number, SEED) for number in range(100)]
    assert rounds != [plan(number, SEED + 1) for number in range(100)]
    assert {one.step.command for one in rounds} == {step.command for step in STEPS}


@pytest.mark.parametrize(
    "step",
    [step for step in STEPS if step.name == step.command and step.name not in _NOT_TWICE],
    ids=lambda step: step.name,
)
def test_two_at_once_leave_what_one_does(step: Step, chain: Chain, tmp_path: Path) -> None:
    go_to(chain, step)
    chain.ended_at, world = None, chain.world
    step.before(world)

    with ExitStack() as stack:
        words = step.words(world)
        two = [Command(words, tmp_path / f"{n}", step.environment(world)) for n in range(2)]
        for command in two:
            stack.enter_context(command)
        ended = [command.end() for command in two]

    assert any(one.code == 0 for one in ended), ended
    for one in ended:
        assert not one.hung
        assert "Traceback" not in one.told
        assert one.code == 0 or one.last_line.startswith("photograph: "), one
    assert compare(chain.clean.states[step.name], state_of(step, world)) == []
    assert what_is_wrong() == []
    chain.ended_at = step
