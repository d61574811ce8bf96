"""A whole kill test: a clean run of each step, then rounds, then a table."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from photograph.console import say, table
from photograph.settings import home
from tests.conftest import run_photograph
from tests.kills.rounds import Clean, Result, Round, plan, run_cleanly, run_round
from tests.kills.steps import STEPS, Step
from tests.kills.world import World, put_photos_back

Tell = Callable[[str], None]


@dataclass
class Chain:
    """The steps in their order, each beginning where one ended; so no round needs a copy of all."""

    world: World
    clean: Clean = field(default_factory=Clean)
    ended_at: Step | None = None  # None where nobody knows what is there


def clean_run(world: World, times: int = 1, tell: Tell = say) -> Chain:
    """Takes each step with nobody in its way; a server that has just started is slow at first."""
    chain = Chain(world)
    for step in STEPS * times:
        run_cleanly(step, world, chain.clean)
        chain.ended_at = step
        timing = chain.clean.timings[step.name]
        tell(f"clean: {step.name}, {timing.start:.1f} s + {timing.work:.1f} s")
    return chain


def kill_many(chain: Chain, numbers: Sequence[int], seed: int, tell: Tell = say) -> list[Result]:
    """Takes rounds; one that fails keeps its folder."""
    results: list[Result] = []
    for number in numbers:
        one = plan(number, seed)
        go_to(chain, one.step)
        result = run_round(one, chain.world, chain.clean)
        results.append(result)
        tell(_line(result))
        chain.ended_at = None if result.found else one.step
        if result.found:
            tell(f"  kept in {_keep(chain.world, result)}; {_again(one, seed)}")
    return results


def go_to(chain: Chain, step: Step) -> None:
    """Where the step before did not end well, what it leaves is made anew by all before it."""
    index = STEPS.index(step)
    if chain.ended_at is STEPS[index - 1]:
        return
    put_photos_back(chain.world)
    for earlier in STEPS[:index]:
        if earlier.name != "extract":
            run_cleanly(earlier, chain.world, chain.clean)


def _line(result: Result) -> str:
    how = "; ".join(result.found) or "whole"
    return f"{result.round}{'' if result.hit else ', which had ended'}: {how}"


def _again(one: Round, seed: int) -> str:
    return f"again: make test-kills SEED={seed} ROUND={one.number}"


def _keep(world: World, result: Result) -> Path:
    """Copies all that a failed round left, with the server down, and what the commands said."""
    kept = world.root / "failed" / f"round-{result.round.number}"
    run_photograph("server", "stop")
    folders = {"home": home().root, "extract-home": world.extract_home.root}
    folders |= {"photos": world.photos, "aside": world.aside}
    for name, folder in folders.items():
        if folder.exists():
            left_out = shutil.ignore_patterns("networks", "jars")
            shutil.copytree(folder, kept / name, symlinks=True, ignore=left_out)
    kept.mkdir(parents=True, exist_ok=True)
    (kept / "round.txt").write_text("\n".join([*result.log, *result.found]), encoding="utf-8")
    return kept


def told(results: Sequence[Result]) -> str:
    """Step by victim: rounds, how many met a command at work, and what was found."""
    kinds = sorted({(result.round.step.command, result.round.victim) for result in results})
    rows = []
    for step, victim in kinds:
        of_kind = [r for r in results if (r.round.step.command, r.round.victim) == (step, victim)]
        rows.append((step, victim, *_counts(of_kind)))
    rows.append(("all", "", *_counts(results)))
    return table(rows, ("step", "killed", "rounds", "in the middle", "after its end", "failed"))


def _counts(results: Sequence[Result]) -> tuple[str, ...]:
    hits, failed = sum(r.hit for r in results), sum(bool(r.found) for r in results)
    return tuple(str(count) for count in (len(results), hits, len(results) - hits, failed))
