"""The measures of retrieval, against cases worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from photograph.errors import PhotographError
from photograph.evaluate.edge_quality import edges_by_cutoff
from photograph.evaluate.known_groups import read_groups
from photograph.evaluate.ranking import average_precisions, rank_by, rank_photos
from tests.embeddings import unit_vectors


def at(*degrees: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Unit vectors at these angles."""
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_p1_and_map_by_hand() -> None:
    # On a line at 0, 10, 15, 40 degrees, of groups a, b, a, b:
    # 0 asks: 10(b) 15(a) 40(b) → P@1 0, AP 1/2;  15 asks: 10(b) 0(a) → P@1 0, AP 1/2
    # 10 asks: 15(a) 0(a) 40(b) → P@1 0, AP 1/3;  40 asks: 15(a) 10(b) → P@1 0, AP 1/2
    ranking = rank_photos(at(0, 10, 15, 40), np.array(["a", "b", "a", "b"]))

    assert ranking.precision_at_1 == 0
    assert ranking.mean_average_precision == pytest.approx((1 / 2 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_perfect_groups_score_one_and_a_photo_alone_asks_nothing() -> None:
    ranking = rank_photos(at(0, 1, 90, 91, 200), np.array(["a", "a", "b", "b", "alone"]))

    assert (ranking.precision_at_1, ranking.mean_average_precision) == (1, 1)
    assert (ranking.photos, ranking.groups) == (5, 3)


def test_each_photo_that_asks_has_its_own_average_precision() -> None:
    found = average_precisions(at(0, 10, 200, 15, 40), np.array(["a", "b", "alone", "a", "b"]))

    assert found.asking.tolist() == [0, 1, 3, 4]
    assert found.average == pytest.approx([1 / 2, 1 / 3, 1 / 2, 1 / 2])
    assert not found.hit_at_1.any()


def test_in_blocks_every_photo_ranks_as_it_does_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photograph.evaluate.ranking._SCORES_A_BLOCK", 1000)
    vectors = unit_vectors(300, seed=9)
    groups = np.random.default_rng(9).integers(0, 40, 300).astype(str)

    found = rank_photos(vectors, groups)

    alone = rank_by(lambda index: vectors @ vectors[index], groups)
    assert found.mean_average_precision == pytest.approx(alone.mean_average_precision, abs=1e-6)
    assert found.precision_at_1 == pytest.approx(alone.precision_at_1)


def test_edges_by_hand() -> None:
    # Top-1 edges: 0–10 (a, b), 15–10 (a, b), 40–15 (b, a) and, of one group, none but with top-2.
    found = {
        edges.cutoff: edges
        for edges in edges_by_cutoff(at(0, 10, 80, 90), np.array(["a", "a", "a", "b"]), top_k=1)
    }

    assert (found[0.95].edges, found[0.95].precision, found[0.95].recall) == (2, 0.5, 1.0)


def test_edges_at_one_cutoff_and_in_blocks_are_those_of_the_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    vectors, groups = unit_vectors(200, seed=9), np.array([f"g{n % 5}" for n in range(200)])
    whole = edges_by_cutoff(vectors, groups, top_k=7)
    monkeypatch.setattr("photograph.exact_neighbours._ROWS_AT_ONCE", 3)

    assert edges_by_cutoff(vectors, groups, 7, [0.62]) == [whole[62]]


def test_groups_are_read_with_nfc_paths(tmp_path: Path) -> None:
    file = tmp_path / "g.tsv"
    file.write_text("file\tgroup\nsub/e\u0301.jpg\tone\n", encoding="utf-8")

    assert read_groups(file) == {"sub/é.jpg": "one"}


@pytest.mark.parametrize("content", [None, "a\tb\n1\t2\n", "\xff\xfe"])
def test_a_file_that_is_no_list_of_groups_is_refused(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "g.tsv"
    if content is not None:
        file.write_text(content, encoding="latin-1")

    with pytest.raises(PhotographError, match=r"g\.tsv"):
        read_groups(file)
