"""Time and place: what fits, and blocks that hold every pair that does."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from photograph.errors import PhotographError
from photograph.graph.database import Database
from photograph.jobs.link.blocks import plan_blocks
from photograph.jobs.link.scope import LinkScope, TimesAndPlaces, fitting, missing
from photograph.quantities import parse_radius, parse_span
from tests.conftest import run

DAY = 86_400.0
SPREAD = {"everywhere": (90.0, 180.0), "a town": (0.05, 0.05)}


def places(count: int, spread: tuple[float, float], centre: tuple[float, float]) -> TimesAndPlaces:
    chance = np.random.default_rng(3)
    latitude = np.clip(centre[0] + chance.uniform(-spread[0], spread[0], count), -90, 90)
    longitude = (centre[1] + chance.uniform(-spread[1], spread[1], count) + 180) % 360 - 180
    return TimesAndPlaces(chance.uniform(0, 400 * DAY, count), latitude, longitude)


def fitting_pairs(where: TimesAndPlaces, scope: LinkScope) -> set[tuple[int, int]]:
    rows = ((index, fitting(where, scope, index)) for index in range(len(where.seconds)))
    return {(i, j) for i, fits in rows for j in np.flatnonzero(fits).tolist() if i < j}


def pairs_of_blocks(where: TimesAndPlaces, scope: LinkScope) -> set[tuple[int, int]]:
    blocks = plan_blocks(where, scope)
    return {pair for block in blocks for pair in itertools.combinations(sorted(block.tolist()), 2)}


@pytest.mark.parametrize(
    ("spread", "centre", "radius"),
    [
        ("everywhere", (0.0, 0.0), 900_000),
        ("everywhere", (0.0, 0.0), 9_000_000),
        ("a town", (46.9, 7.4), 500),
        ("a town", (0.0, 180.0), 500),  # both sides of the date line
        ("a town", (89.97, 0.0), 3_000),  # around the pole
        ("a town", (-89.97, 12.0), 3_000),
    ],
)
@pytest.mark.parametrize("within", [None, 20 * DAY])
def test_every_pair_that_fits_shares_a_block(
    spread: str, centre: tuple[float, float], radius: float, within: float | None
) -> None:
    where = places(300, SPREAD[spread], centre)
    scope = LinkScope(within, radius)

    fits = fitting_pairs(where, scope)

    assert len(fits) > 20
    assert fits <= pairs_of_blocks(where, scope)


def test_blocks_of_time_hold_few_of_all_pairs() -> None:
    where, scope = places(400, SPREAD["everywhere"], (0, 0)), LinkScope(within=10 * DAY)

    fits, shared = fitting_pairs(where, scope), pairs_of_blocks(where, scope)

    assert fits <= shared
    assert len(shared) < 2 * len(fits) < 0.15 * 400 * 399 / 2


def test_a_photo_without_time_fits_with_none_or_with_all() -> None:
    where = places(50, SPREAD["a town"], (0, 0))
    where.seconds[:5] = np.nan
    drop, keep = LinkScope(within=DAY), LinkScope(within=DAY, keep_missing=True)

    assert missing(where, drop).tolist() == [True] * 5 + [False] * 45
    assert not fitting(where, drop, 0).any()
    assert fitting(where, keep, 0).all()
    assert {index for pair in pairs_of_blocks(where, drop) for index in pair} <= set(range(5, 50))
    assert {(0, other) for other in range(1, 50)} <= pairs_of_blocks(where, keep)


def test_so_many_blocks_are_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photograph.jobs.link.blocks._MOST_BLOCKS", 10)
    where, scope = places(400, SPREAD["everywhere"], (0, 0)), LinkScope(within=DAY)

    assert len(plan_blocks(where, scope)) <= 10
    assert fitting_pairs(where, scope) <= pairs_of_blocks(where, scope)


def test_the_distance_is_that_of_neo4j(database: Database) -> None:
    ends = [(46.9, 7.4), (47.4, 8.5), (-33.9, 151.2), (89.9, -10.0)]
    where = TimesAndPlaces(
        np.zeros(4), np.array([e[0] for e in ends]), np.array([e[1] for e in ends])
    )
    rows = run(
        database,
        """UNWIND $ends AS a UNWIND $ends AS b
        RETURN point.distance(point({latitude: a[0], longitude: a[1]}),
                              point({latitude: b[0], longitude: b[1]})) AS metres""",
        ends=[list(end) for end in ends],
    )

    for (i, j), row in zip(itertools.product(range(4), range(4)), rows, strict=True):
        assert fitting(where, LinkScope(radius=row["metres"] * 1.000001 + 0.01), i)[j]
        assert i == j or not fitting(where, LinkScope(radius=row["metres"] * 0.999999), i)[j]


@pytest.mark.parametrize(
    ("text", "seconds"), [("30d", 30 * DAY), ("1.5h", 5400), ("90 m", 5400), ("2W", 14 * DAY)]
)
def test_spans_are_read(text: str, seconds: float) -> None:
    assert parse_span(text) == seconds


@pytest.mark.parametrize(("text", "metres"), [("5km", 5000), ("300m", 300), ("1mi", 1609.344)])
def test_radii_are_read(text: str, metres: float) -> None:
    assert parse_radius(text) == metres


@pytest.mark.parametrize("text", ["", "30", "d", "-3d", "0d", "3 parsec", "5km"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(PhotographError, match="is not a time"):
        parse_span(text)
