"""What two networks are compared by, on vectors that were planted."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from photograph.array_types import Floats
from photograph.errors import PhotographError
from photograph.evaluate.compare.common_photos import CommonPhotos, read_common_photos
from photograph.evaluate.compare.measures import NetworkComparison, compare_photos
from photograph.evaluate.compare.top_lists import agreement_of_lists, top_lists
from tests.embeddings import photo_row, provenance, unit_vectors, write_embeddings
from tests.extract.test_evaluate import at


def common(one: Floats, other: Floats) -> CommonPhotos:
    paths = [f"p{number:03}.jpg" for number in range(len(one))]
    return CommonPhotos(paths, [path * 4 for path in paths], (one, other), (0, 0))


def compared(
    one: Floats, other: Floats, top_k: int = 10, groups: Mapping[str, str] | None = None
) -> NetworkComparison:
    return compare_photos(common(one, other), groups, (0.5, 0.5), top_k)


def test_lists_and_what_they_have_in_common_by_hand() -> None:
    # By the first network 0 is near 10, then 25; by the second near 90, then 25.
    one = top_lists(at(0, 10, 25, 90), [0, 3], top_k=2)
    other = top_lists(at(90, 10, 55, 80), [0, 3], top_k=2)

    assert one.nearest.tolist() == [[1, 2], [2, 1]]
    assert other.nearest.tolist() == [[3, 2], [0, 2]]
    assert one.cosines[0] == pytest.approx(np.cos(np.radians([10, 25])), abs=1e-6)
    assert agreement_of_lists(one, other).tolist() == [0.5, 0.5]


def test_networks_that_differ_by_a_rotation_agree_on_everything() -> None:
    vectors = unit_vectors(120, dims=12)
    rotation, _ = np.linalg.qr(np.random.default_rng(2).normal(size=(12, 12)))

    found = compared(vectors, (vectors @ rotation).astype(np.float32))

    assert found.agreement == 1
    assert found.differing == []


def test_photos_that_a_network_was_trained_on_are_not_shown_as_differing() -> None:
    one, other = unit_vectors(40, dims=6, seed=1), unit_vectors(40, dims=6, seed=2)
    photos = common(one, other)
    seen = set(photos.paths[:30])

    every = compare_photos(photos, None, (0.5, 0.5), 5).differing
    found = compare_photos(photos, None, (0.5, 0.5), 5, seen).differing

    assert {photo.photo for photo in every} & set(range(30))
    assert {photo.photo for photo in found} == set(range(30, 40))


def test_networks_that_have_nothing_to_do_with_each_other_agree_by_chance() -> None:
    chance = np.random.default_rng(3)
    one, other = (chance.normal(size=(400, 30)).astype(np.float32) for _ in range(2))
    one, other = (v / np.linalg.norm(v, axis=1, keepdims=True) for v in (one, other))

    # Of 399 others a list of 10 holds each with a chance of 10 in 399.
    assert compared(one, other).agreement == pytest.approx(10 / 399, abs=0.01)


def test_a_sample_is_asked_where_there_are_many_and_says_nearly_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = unit_vectors(900, dims=12)
    noise = 0.2 * np.random.default_rng(4).normal(size=one.shape)
    other = (one + noise).astype(np.float32)
    other /= np.linalg.norm(other, axis=1, keepdims=True)
    whole = compared(one, other)
    monkeypatch.setattr("photograph.evaluate.compare.measures.ASKED", 300)

    some, again = compared(one, other), compared(one, other)

    assert (whole.asked, some.asked) == (900, 300)
    assert 0.1 < some.agreement < 0.9
    assert some.agreement == pytest.approx(whole.agreement, abs=0.03)
    assert some.agreement == again.agreement


def test_the_photo_that_one_network_puts_elsewhere_comes_first() -> None:
    angles = [0.0, 1, 2, 3, 50, 51, 52, 53]
    elsewhere = [0.0, 1, 2, 51.5, 50, 51, 52, 53]

    found = compared(at(*angles), at(*elsewhere), top_k=3)

    first = found.differing[0]
    assert (first.photo, first.agreement) == (3, 0)
    assert [number for number, _ in first.nearest[0]] == [2, 1, 0]
    assert {number for number, _ in first.nearest[1]} < {4, 5, 6, 7}


def test_of_equal_agreement_the_larger_difference_of_average_precision_comes_first() -> None:
    # Two photos change sides; only the second of them had its group around it.
    angles, elsewhere = [0.0, 1, 2, 50, 51, 52], [0.0, 1, 51.4, 50.2, 51, 1.4]
    groups = dict.fromkeys(["p000.jpg", "p001.jpg", "p003.jpg", "p004.jpg", "p005.jpg"], "x")
    groups |= {"p003.jpg": "y", "p004.jpg": "y", "p005.jpg": "y", "p002.jpg": "alone"}

    plain = compared(at(*angles), at(*elsewhere), top_k=2)
    known = compared(at(*angles), at(*elsewhere), top_k=2, groups=groups)

    assert [photo.photo for photo in plain.differing[:2]] == [2, 5]
    assert [photo.photo for photo in known.differing[:2]] == [5, 2]


def test_each_network_has_edges_at_its_own_cutoff_and_the_difference_is_the_seconds() -> None:
    one, other = at(0, 10, 80, 90), at(0, 80, 10, 90)
    groups = {"p000.jpg": "a", "p001.jpg": "a", "p002.jpg": "b", "p003.jpg": "b"}

    found = compare_photos(common(one, other), groups, (0.9, 0.99), top_k=1).on_groups

    assert found
    before, after = found.found
    assert (before.edges.edges, before.edges.precision, before.edges.recall) == (2, 1.0, 1.0)
    assert (after.edges.edges, after.edges.precision, after.edges.recall) == (0, 1.0, 0.0)
    assert (before.ranking.precision_at_1, after.ranking.precision_at_1) == (1.0, 0.0)
    assert before.ranking.mean_average_precision == 1
    # By the second network the other of the group comes second, third, third and second.
    assert found.difference.mean == pytest.approx((1 / 2 + 1 / 3 + 1 / 3 + 1 / 2) / 4 - 1)
    assert found.difference.low <= found.difference.mean <= found.difference.high < 0


def test_photos_are_the_same_by_path_and_content(tmp_path: Path) -> None:
    vectors = unit_vectors(6)
    rows = [photo_row(f"p{n}.jpg", vector) for n, vector in enumerate(vectors)]
    changed = [*rows[:2], replace_content(rows[2]), *rows[3:5]]
    moved = photo_row("other.jpg", vectors[5], content_hash=rows[5]["content_hash"])
    one = write_embeddings(tmp_path / "one.parquet", rows, provenance())
    other = write_embeddings(tmp_path / "two.parquet", [moved, *changed[::-1]], provenance())

    found = read_common_photos(one, other)

    assert found.paths == ["p0.jpg", "p1.jpg", "p3.jpg", "p4.jpg"]
    assert found.content_hashes == [rows[n]["content_hash"] for n in (0, 1, 3, 4)]
    assert found.left_out == (2, 2)
    for array in found.vectors:
        np.testing.assert_array_equal(array, vectors[[0, 1, 3, 4]])


def replace_content(row: dict[str, object]) -> dict[str, object]:
    return {**row, "content_hash": "f" * 64}


def test_one_photo_alone_is_nothing_to_compare(tmp_path: Path) -> None:
    [vector] = unit_vectors(1)
    file = write_embeddings(tmp_path / "e.parquet", [photo_row("p.jpg", vector)], provenance())

    with pytest.raises(PhotographError, match="1 photo in common"):
        read_common_photos(file, file)


def test_groups_that_name_no_photo_are_refused() -> None:
    vectors = unit_vectors(5)

    with pytest.raises(PhotographError, match="None of the 5 photos has a group"):
        compared(vectors, vectors, groups={"elsewhere.jpg": "a"})


def test_the_list_is_no_longer_than_there_are_other_photos() -> None:
    found = compared(at(0, 10, 80), at(10, 0, 60), top_k=10)

    assert (found.top_k, found.agreement) == (2, 1)
