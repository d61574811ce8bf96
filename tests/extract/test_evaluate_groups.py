"""The default network, evaluated again on the shared photos whose groups are known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from photograph.collection.cutoffs import MEASURED
from photograph.commands.extract import extract
from photograph.settings import Home, home
from tests.conftest import Ran, run_photograph
from tests.server.conftest import working_folder

pytestmark = pytest.mark.slow

Told = tuple[Ran, dict[str, Any], Path]


@pytest.fixture(scope="module")
def told(
    session_folder: Home, shared_photos: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Told]:
    """What `evaluate` prints for people and for scripts, and its picture."""
    folder = tmp_path_factory.mktemp("groups")
    with working_folder(folder):
        session_folder.networks.mkdir(parents=True, exist_ok=True)
        home().networks.symlink_to(session_folder.networks)
        extract(shared_photos / "groups")
        groups = shared_photos / "GROUPS.tsv"
        shown = run_photograph("evaluate", groups, "--plot", folder / "cutoffs.png")
        facts = run_photograph("evaluate", groups, "--json")
        assert (shown.code, facts.code) == (0, 0), shown.err + facts.err
        yield shown, json.loads(facts.out), folder / "cutoffs.png"


def test_the_committed_cutoff_is_chosen_again(told: Told) -> None:
    _, facts, _ = told

    assert facts["chosen_cutoff"] == pytest.approx(MEASURED["efficientnet-lite0"], abs=0.02)
    assert facts["default_cutoff"] == MEASURED["efficientnet-lite0"]


def test_the_chosen_cutoff_is_the_first_fine_step_of_that_precision(told: Told) -> None:
    _, facts, _ = told

    precise = [edges["cutoff"] for edges in facts["edges"] if edges["precision"] >= 0.99]
    assert facts["chosen_cutoff"] == precise[0]
    assert len(facts["edges"]) == 100


def test_through_the_graph_photos_of_a_group_are_found_better(told: Told) -> None:
    _, facts, _ = told
    plain, graph = facts["embedding"], facts["through_graph"]

    assert graph["mean_average_precision"] >= plain["mean_average_precision"] + 0.02
    assert graph["precision_at_1"] >= plain["precision_at_1"] - 0.01


def test_it_is_printed_and_drawn(told: Told) -> None:
    shown, facts, picture = told

    assert f"Chosen cutoff: {facts['chosen_cutoff']:.2f} (precision" in shown.out
    [row] = [line for line in shown.out.splitlines() if line.startswith("through the graph")]
    assert row.endswith(f"{facts['through_graph']['mean_average_precision']:.3f}")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert any((home().root / "matplotlib").iterdir())


def test_without_a_graph_all_but_the_albums_is_told(told: Told) -> None:
    shown, facts, _ = told

    assert "Albums are not compared: Nothing was loaded into Neo4j yet." in shown.last_line
    assert "Albums" not in shown.out
    assert facts["albums_adjusted_rand_index"] is None


def test_a_picture_that_can_not_be_written_is_one_line(told: Told, shared_photos: Path) -> None:
    ran = run_photograph(
        "evaluate", shared_photos / "GROUPS.tsv", "--plot", told[2] / "not a folder.png"
    )

    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert "not a folder.png" in ran.last_line
