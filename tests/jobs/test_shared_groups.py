"""Real photos: blocks save work, the graph ranks better than cosine, albums are the groups."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from photograph.commands.extract import extract
from photograph.evaluate.known_groups import read_groups
from photograph.graph.database import Database
from photograph.jobs.link.options import LinkOptions, LinkReport
from photograph.jobs.link.run import link_photos
from photograph.jobs.link.scope import LinkScope
from photograph.jobs.similar import similar_photos
from photograph.jobs.through_graph import near_photos
from photograph.load.run import load_collection
from photograph.settings import Home, home
from tests.conftest import run, run_photograph

pytestmark = pytest.mark.slow

NETWORK, DAY = "efficientnet-lite0", 86_400.0


@pytest.fixture(scope="module")
def extracted(session_folder: Home, shared_photos: Path) -> Path:
    """The embeddings of the groups, in this session's working folder."""
    extract(shared_photos / "groups")
    return session_folder.embeddings / "groups" / NETWORK / "embeddings.parquet"


@pytest.fixture
def groups(database: Database, extracted: Path) -> Database:
    load_collection(extracted, database, home())
    return database


def link(database: Database, scope: LinkScope | None, **options: float) -> LinkReport:
    return link_photos(database, home(), LinkOptions(NETWORK, scope=scope, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scope", "fraction"),
    [
        (LinkScope(within=30 * DAY), 0.25),
        (LinkScope(radius=5_000), 0.1),
        (LinkScope(DAY, 5_000), 0.05),
    ],
)
def test_blocks_consider_a_small_fraction_of_the_pairs_and_find_the_near_ones(
    groups: Database, scope: LinkScope, fraction: float
) -> None:
    linked = link(groups, scope)

    assert linked.recall
    assert linked.recall.recall >= 0.98
    assert linked.recall.true > 100
    assert linked.pairs_considered
    # gds.knn counts a pair from both of its ends.
    assert linked.pairs_considered < fraction * linked.photos * (linked.photos - 1)


def test_edges_are_near_in_time(groups: Database) -> None:
    link(groups, LinkScope(within=7 * DAY))

    rows = run(
        groups,
        """MATCH (a:Photo)-[:IS_SIMILAR_TO]->(b:Photo)
        RETURN max(abs(duration.inSeconds(
          localdatetime(a.takenAt), localdatetime(b.takenAt)).seconds)) AS most,
          count(*) AS edges""",
    )
    assert rows[0]["edges"] > 50
    assert rows[0]["most"] <= 7 * DAY


def test_the_graph_ranks_photos_of_a_group_better_than_cosine(
    groups: Database, shared_photos: Path
) -> None:
    group_of = read_groups(shared_photos / "GROUPS.tsv")
    link(groups, None, cutoff=0.0)

    def found(through_graph: bool) -> float:
        shares = []
        for path, group in group_of.items():
            others = sum(other == group for other in group_of.values()) - 1
            photo = ("groups", path)
            ranked = (
                [near.path for near in near_photos(groups, photo, others, NETWORK)]
                if through_graph
                else [near.path for near in similar_photos(groups, photo, others, NETWORK)]
            )
            shares.append(np.mean([group_of[one] == group for one in ranked] or [False]))
        return float(np.mean(shares))

    assert found(through_graph=True) > found(through_graph=False) + 0.01


def test_albums_are_nearly_the_groups(groups: Database, shared_photos: Path) -> None:
    """Measured: .883, with edges of the default cutoff; a photo in no album counts as its own."""
    link(groups, None)
    tsv = shared_photos / "GROUPS.tsv"
    without = run_photograph("evaluate", tsv, "--json")

    made = run_photograph("albums")
    shown, facts = run_photograph("evaluate", tsv), run_photograph("evaluate", tsv, "--json")

    assert made.code == 0, made.err
    agreement = json.loads(facts.out)["albums_adjusted_rand_index"]
    assert agreement >= 0.85
    assert f"Albums against groups: adjusted Rand index {agreement:.3f}" in shown.out
    assert json.loads(without.out)["albums_adjusted_rand_index"] is None
    assert "the graph has none of these photos: photograph albums" in without.last_line
