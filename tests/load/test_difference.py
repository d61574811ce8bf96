"""A node follows its content: copies, swaps, chains and replaced photos come out right."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from photograph.load.difference import FolderDifference, MovedPhoto, compare_contents, in_order


def difference(here: dict[str, str], there: dict[str, str]) -> FolderDifference:
    """As `difference` does: what is the same in both is left out."""
    return compare_contents(
        {path: content for path, content in here.items() if there.get(path) != content},
        {path: content for path, content in there.items() if here.get(path) != content},
    )


def moved(found: FolderDifference) -> dict[str, str]:
    return {move.photo.path: move.target for move in found.moves}


@pytest.mark.parametrize(
    ("there", "here", "moves", "gone"),
    [
        pytest.param({"a": "1"}, {"b": "1"}, {"a": "b"}, [], id="renamed"),
        pytest.param({"a": "1"}, {"a": "1", "b": "1"}, {}, [], id="copied"),
        pytest.param({"a": "1", "b": "1"}, {"b": "1", "c": "1"}, {"a": "c"}, [], id="copy renamed"),
        pytest.param({"a": "1"}, {"b": "1", "c": "1"}, {"a": "b"}, [], id="copied and renamed"),
        pytest.param(
            {"a": "1", "b": "2"}, {"a": "2", "b": "1"}, {"a": "b", "b": "a"}, [], id="swapped"
        ),
        pytest.param(
            {"a": "1", "b": "2"}, {"b": "1", "c": "2"}, {"a": "b", "b": "c"}, [], id="chain"
        ),
        pytest.param({"a": "1"}, {"a": "3", "b": "1"}, {"a": "b"}, [], id="moved, a new one there"),
        pytest.param({"a": "1"}, {"a": "2"}, {}, [], id="edited"),
        pytest.param({"a": "1", "b": "2"}, {"b": "2"}, {}, ["a"], id="gone"),
        pytest.param(
            {"a": "1", "b": "2"}, {"b": "1"}, {"a": "b"}, ["b (replaced 2)"], id="over another"
        ),
        pytest.param(
            {"b": "1", "b (replaced 2)": "2"},
            {"b": "1", "c": "2"},
            {"b (replaced 2)": "c"},
            [],
            id="a replaced one comes back",
        ),
        pytest.param(
            {"x/b": "1", "y/c": "1"},
            {"z/c": "1", "z/b": "1"},
            {"x/b": "z/b", "y/c": "z/c"},
            [],
            id="copies keep their file names",
        ),
    ],
)
def test_what_moved_and_what_is_gone(
    there: dict[str, str], here: dict[str, str], moves: dict[str, str], gone: list[str]
) -> None:
    found = difference(here, there)

    assert moved(found) == moves
    assert found.gone == gone


@pytest.mark.parametrize("seed", range(50))
def test_every_batch_can_be_committed_by_itself_and_the_end_is_the_folder(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    there = {f"p{index}": str(chance.randrange(12)) for index in range(12)}
    here = {f"p{chance.randrange(16)}": content for content in there.values()}
    found = difference(here, there)

    graph = dict(there)
    for batch in in_order(found.parked + found.moves, size=3):
        graph = committed(graph, batch)

    right = Counter(content for path, content in graph.items() if here.get(path) == content)
    assert right == Counter(there.values()) & Counter(here.values())
    assert sorted(graph.values()) == sorted(there.values())
    assert found.gone == sorted(graph.keys() - here.keys())


def committed(graph: dict[str, str], batch: list[MovedPhoto]) -> dict[str, str]:
    """The graph after one transaction; fails where a path is taken, as the constraint would."""
    contents = [graph.pop(move.photo.path) for move in batch]
    for move, content in zip(batch, contents, strict=True):
        assert content == move.photo.content_hash
        assert move.target not in graph
        graph[move.target] = content
    return graph


def test_a_circle_is_not_torn_and_long_chains_are() -> None:
    names = [f"p{index}" for index in range(100)]
    circle = difference(dict(zip(names, names[1:] + names[:1], strict=True)), {n: n for n in names})
    chain = difference({f"q{n}": n for n in names}, {n: n for n in names})

    assert [len(batch) for batch in in_order(circle.moves, size=10)] == [100]
    assert [len(batch) for batch in in_order(chain.moves, size=10)] == [10] * 10
