"""One round: a command is killed, run again as it says, and judged against the clean run."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.kills.judge import state_of, what_is_wrong
from tests.kills.killing import Command, Moment, Outcome, Timing, kill_server
from tests.kills.state import State, compare
from tests.kills.steps import SERVER, STEPS, Step
from tests.kills.world import World

_TRIES = 5
_AT_WORK = 0.9  # of the rounds; the others kill a command that has not begun
# A share of the time of a clean run; on a busy machine the next one may be the quicker.
_LATEST = 0.9


@dataclass(frozen=True)
class Round:
    """A round as its seed makes it: the same for the same number and seed, on any machine."""

    number: int
    step: Step
    victim: str
    moment: Moment

    def __str__(self) -> str:
        return f"round {self.number}: {self.step.name}, {self.victim} killed at {self.moment}"


@dataclass(frozen=True)
class Result:
    """Whether the kill met a command at work, and what was wrong after the next run."""

    round: Round
    hit: bool
    found: list[str]
    log: list[str]


@dataclass
class Clean:
    """What each step leaves when nobody disturbs it, and how long it takes."""

    states: dict[str, State] = field(default_factory=dict)
    timings: dict[str, Timing] = field(default_factory=dict)


def plan(number: int, seed: int) -> Round:
    chance = random.Random(f"{seed} {number}")  # noqa: S311 - not for secrets
    step = STEPS[number % len(STEPS)]
    victim = chance.choice(step.victims)
    # Killed before a command has said a word to it, a server is merely one that is down.
    at_work = victim == SERVER or chance.random() < _AT_WORK
    return Round(number, step, victim, Moment(at_work, chance.uniform(0, _LATEST)))


def run_cleanly(step: Step, world: World, clean: Clean) -> None:
    """Takes a step that nobody disturbs; remembers what it left, each time the same, and when."""
    step.before(world)
    sign = step.sign(world)
    with Command(step.words(world), world.root / "log", step.environment(world)) as command:
        signed = command.wait_for(sign)
        outcome = command.end()
        ended = command.ended
    assert outcome.code == 0, outcome.told
    state = state_of(step, world)
    assert compare(clean.states.setdefault(step.name, state), state) == []
    clean.timings[step.name] = Timing(signed - command.started, ended - signed)


def run_round(one: Round, world: World, clean: Clean) -> Result:
    """Kills at the moment of the round, completes the work, and judges what is there."""
    step, timing = one.step, clean.timings[one.step.name]
    step.before(world)
    killed = _kill(one, world, timing)
    found = _judge_last_words(one, killed)
    log = [str(one), killed.told]
    problems = _complete(step, world, log)
    found += problems or compare(clean.states[step.name], state_of(step, world))
    if not problems and step.name != "extract":
        found += what_is_wrong()
    return Result(one, killed.hit, found, log)


def _kill(one: Round, world: World, timing: Timing) -> Outcome:
    step, sign = one.step, one.step.sign(world)
    with Command(step.words(world), world.root / "log", step.environment(world)) as command:
        began = command.wait_for(sign) if one.moment.at_work else command.started
        command.wait_until(began + timing.seconds(one.moment))
        hit = command.runs
        if one.victim == SERVER:
            kill_server()
        elif hit:
            command.kill()
        outcome = command.end()
    if not hit and one.moment.at_work:  # it is quicker now than it was
        timing.work = min(timing.work, command.ended - began)
    return Outcome(outcome.code, outcome.told, hit, outcome.hung)


def _judge_last_words(one: Round, killed: Outcome) -> list[str]:
    """Whoever lost the server says so in one line, and ends."""
    found = ["it hung"] if killed.hung else []
    if "Traceback" in killed.told:
        found.append("a traceback")
    if one.victim == SERVER and killed.code and not killed.last_line.startswith("photograph: "):
        found.append(f"no line that says what failed, but {killed.last_line!r}")
    return found


def _complete(step: Step, world: World, log: list[str]) -> list[str]:
    """Runs the same command again, and what it says to run, until it is done."""
    said = ""
    for _ in range(_TRIES):
        outcome = _run(step.words(world), step, world, log)
        if outcome.code == 0:
            return []
        said = outcome.last_line
        if outcome.hung or "Traceback" in outcome.told:
            break
        advice = ["server", "start"] if "photograph server start" in said else step.rescue(world)
        if advice is None:
            continue
        _run(advice, step, world, log)
    return [f"run again, it ends with {said!r}"]


def _run(words: list[str], step: Step, world: World, log: list[str]) -> Outcome:
    with Command(words, world.root / "log", step.environment(world)) as command:
        outcome = command.end()
    log += [f"photograph {' '.join(words)}: {outcome.code}", outcome.told]
    return outcome
