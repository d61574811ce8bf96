"""Claims: a photo is looked at beside those most like it, and copies one after the other."""

from __future__ import annotations

from photograph.jobs.duplicates.candidate import Candidate, PlacePair
from photograph.jobs.duplicates.candidate_pairs import CandidatePairs
from photograph.jobs.duplicates.walk import in_walk
from photograph.jobs.duplicates.worth_a_look import worth_a_look

HUB = {(0, other): 0.7 - other / 100 for other in range(1, 7)}


def looked_at(
    cosines: dict[PlacePair, float], alike: set[PlacePair] | None = None
) -> set[PlacePair]:
    photos = [Candidate("r", str(place), str(place), 1, 8, 8, "JPEG") for place in range(20)]
    return set(worth_a_look(CandidatePairs(photos, cosines, alike or set(), set())))


def test_a_crop_is_looked_at_beside_its_original_that_a_network_sees_otherwise() -> None:
    assert looked_at({(0, 1): 0.51}) == {(0, 1)}


def test_each_photo_is_looked_at_beside_its_three_nearest() -> None:
    others = {(other, 10 + number): 0.74 for other in range(1, 7) for number in range(3)}

    assert looked_at(HUB | others) == {(0, 1), (0, 2), (0, 3), *others}


def test_photos_that_look_alike_are_looked_at_whatever_else_does() -> None:
    alike = {(0, other): 0.75 for other in range(1, 7)}
    others = {(other, 10 + number): 0.9 for other in range(1, 7) for number in range(3)}

    assert looked_at(alike | others) == {*alike, *others}


def test_photos_of_one_signature_are_looked_at_without_an_edge() -> None:
    assert looked_at({}, alike={(3, 4)}) == {(3, 4)}


def test_a_walk_ends_one_picture_before_it_goes_on_to_the_next() -> None:
    ones, others = [(0, 2), (0, 4), (2, 4)], [(1, 3), (1, 5), (3, 5)]
    pairs = dict.fromkeys(ones + others, 0.99) | {(0, 1): 0.8, (4, 5): 0.8}

    walked = in_walk(pairs)

    assert set(walked) == set(pairs)
    assert walked[:3] == ones
    assert {*walked[3:]} == {*others, (0, 1), (4, 5)}
    assert walked[3] == (0, 1)
