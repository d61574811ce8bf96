"""The default cutoffs are those of the committed evaluation, chosen by the written rule."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photograph.collection.contract import EMBEDDINGS_FILE
from photograph.collection.cutoffs import FALLBACK, MEASURED, default_cutoff
from photograph.evaluate.edge_quality import EdgeQuality, choose_cutoff
from photograph.evaluate.known_groups import EvaluatedPhotos
from photograph.evaluate.plot import plot_edges
from photograph.evaluate.run import evaluate_embedding
from photograph.extract.presets import find_preset
from photograph.settings import Home
from tests.embeddings import photo_row, provenance, unit_vectors, write_embeddings
from tests.extract.test_evaluate import at
from tests.server.conftest import REPOSITORY

DOCS = REPOSITORY / "docs"


def committed() -> list[dict[str, str]]:
    with (DOCS / "cutoffs/cutoffs.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_the_lowest_cutoff_is_chosen_at_which_99_edges_of_100_are_right() -> None:
    steps = [(0.2, 0.9899), (0.3, 0.99), (0.4, 0.97), (0.5, 1.0)]

    chosen = choose_cutoff([EdgeQuality(cutoff, 100, right, 0.5) for cutoff, right in steps])

    assert chosen
    assert chosen.cutoff == 0.3


def test_a_cutoff_that_keeps_no_edge_is_not_chosen() -> None:
    assert choose_cutoff([EdgeQuality(0.2, 100, 0.5, 1.0), EdgeQuality(0.9, 0, 1.0, 0.0)]) is None


def test_the_defaults_are_what_the_evaluation_chose_but_for_logits() -> None:
    chosen = {row["network"]: float(row["chosen"]) for row in committed()}
    logits = {row["network"] for row in committed() if row["vectors"] == "logits"}

    assert {name: chosen[name] for name in chosen.keys() - logits} == MEASURED
    assert logits == {"mobilenet-v2"}
    nothing = Home(Path("no folder"))
    assert all(
        default_cutoff(row["network"], nothing) == float(row["default"]) for row in committed()
    )


def test_logits_and_networks_not_measured_keep_the_old_cutoff(tmp_path: Path) -> None:
    for network in ("mobilenet-v2", "any other"):
        assert default_cutoff(network, Home(tmp_path)) == FALLBACK == 0.6


def test_a_network_that_was_trained_here_brings_its_own_cutoff(tmp_path: Path) -> None:
    file = Home(tmp_path).embeddings / "holiday/own[1]" / EMBEDDINGS_FILE
    file.parent.mkdir(parents=True)
    told = replace(provenance(network="own[1]"), cutoff=0.35)
    write_embeddings(file, [photo_row("a.jpg", unit_vectors(1)[0])], told)

    assert default_cutoff("own[1]", Home(tmp_path)) == 0.35
    assert default_cutoff("own1", Home(tmp_path)) == FALLBACK


def test_measured_networks_are_presets() -> None:
    assert all(find_preset(name) for name in MEASURED)


@pytest.mark.parametrize("row", committed(), ids=lambda row: row["network"])
def test_the_page_shows_each_row_and_its_picture(row: dict[str, str]) -> None:
    page = (DOCS / "cutoffs.md").read_text(encoding="utf-8")
    picture = DOCS / "cutoffs" / f"{row['network']}.png"

    assert f"| {' | '.join(row.values())} |" in page
    assert f"(cutoffs/{picture.name})" in page
    assert picture.stat().st_size < 100_000


def test_the_plot_marks_the_chosen_cutoff(tmp_path: Path) -> None:
    vectors, groups = at(0, 5, 60, 70, 120), np.array(["a", "a", "b", "b", "c"])
    evaluation = evaluate_embedding(
        "any", EvaluatedPhotos(vectors, vectors, groups, ["a.jpg"] * len(groups)), 2, 0.6
    )

    plot_edges(evaluation, tmp_path / "p.png")

    # The two curves and the mark, told by their colours.
    with Image.open(tmp_path / "p.png") as picture:
        assert picture.format == "PNG"
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20) or []}
    assert {(0x21, 0x66, 0xAC), (0xD9, 0x5F, 0x02), (0x7B, 0x32, 0x94)} <= colours
