"""What `make bench-link` works out from its measurements is right."""

from __future__ import annotations

import pytest

from bench.link_bars import ALL_PAIRS, HNSW, LINK, Measured, bars, extrapolate, growth_exponent
from bench.link_tables import full_table, markdown
from bench.neighbour_libraries import by_numpy, judge
from tests.embeddings import unit_vectors


def found(way: str, photos: int, seconds: float, recall: float = 0.99) -> Measured:
    return Measured(way, photos, seconds, recall, 2**20)


def results(link: float, hnsw: float, pairs: float, before: float = 1.0) -> list[Measured]:
    return [
        found(LINK, 1_000, 0.1),
        found(LINK, 10_000, before),
        found(LINK, 20_000, link),
        found(HNSW, 20_000, hnsw),
        found(ALL_PAIRS, 20_000, pairs, 1.0),
    ]


def test_all_pairs_take_four_times_as_long_for_twice_the_photos() -> None:
    larger = extrapolate(found(ALL_PAIRS, 1_000, 7.0), 2_000)

    assert (larger.photos, larger.seconds, larger.extrapolated) == (2_000, 28.0, True)
    assert larger.memory == 0  # a time can be extrapolated; memory was not measured


@pytest.mark.parametrize("exponent", [0.5, 1.0, 1.3, 2.0])
def test_the_growth_exponent_is_that_of_the_power_law(exponent: float) -> None:
    small, large = found(LINK, 10_000, 3.0), found(LINK, 29_144, 3.0 * 2.9144**exponent)

    assert growth_exponent(small, large) == pytest.approx(exponent)


def test_every_bar_holds_at_its_limit() -> None:
    every = bars(results(link=2.0, hnsw=0.2, pairs=400.0), audited=0.98, times_again=10)

    assert [bar.holds for bar in every] == [True] * 5
    numbers = [bar.found.split(" ×")[0] for bar in every]
    assert numbers == ["0.9800", "10.0", "200", "1.00", "10.0"]


@pytest.mark.parametrize(
    ("broken", "measured", "audited", "times_again"),
    [
        (0, results(link=2.0, hnsw=0.2, pairs=400.0), 0.9799, 10),
        (1, results(link=2.0, hnsw=0.199, pairs=400.0), 0.98, 10),
        (2, results(link=2.0, hnsw=0.2, pairs=399.0), 0.98, 10),
        (3, results(link=2.0, hnsw=0.2, pairs=400.0, before=0.8), 0.98, 10),
        (4, results(link=2.0, hnsw=0.2, pairs=400.0), 0.98, 9.9),
    ],
)
def test_a_bar_that_is_missed_fails_alone(
    broken: int, measured: list[Measured], audited: float, times_again: float
) -> None:
    every = bars(measured, audited, times_again)

    assert [bar.holds for bar in every] == [number != broken for number in range(5)]


def test_a_quick_index_that_finds_less_proves_nothing() -> None:
    poor = [*results(link=2.0, hnsw=0.2, pairs=400.0), found(HNSW, 20_000, 0.2, recall=0.97)]

    assert not bars(poor, audited=0.98, times_again=10)[1].holds


def test_what_was_extrapolated_is_marked_and_has_no_recall() -> None:
    pairs = found(ALL_PAIRS, 1_000, 7.0, 1.0)
    links = [found(LINK, 1_000, 0.1), found(LINK, 10_000, 1.0)]
    every = [*links, pairs, extrapolate(pairs, 10_000)]

    assert "≈ 700" in full_table(every)
    last = markdown(every).splitlines()[-1]
    assert last == "| all pairs in Cypher | 7.00 s, 1.000 | ≈ 700 s | – |"


def test_comparing_with_every_photo_finds_all_and_one_missing_counts() -> None:
    vectors = unit_vectors(300)
    rows = by_numpy(vectors)

    assert judge(vectors, lambda index: rows[index].tolist()) == 1
    assert judge(vectors, lambda index: rows[index][1:].tolist()) == pytest.approx(0.9)
