"""No group is on both sides: of those that train, that stop the training, and that prove it."""

from __future__ import annotations

import pytest

from photograph.errors import PhotographError
from photograph.train.split import named_parts, split_for, split_groups
from tests.train.grouped import of_groups

TEN = {f"g{number}": 2 + number % 3 for number in range(10)}


def groups_of_parts(held_out: float = 0.3, seed: int = 0) -> dict[str, set[str]]:
    split = split_groups(of_groups(TEN), held_out, 0.3, seed)
    return {part: set(photos.groups) for part, photos in named_parts(split)}


def test_every_group_is_in_one_part_and_whole() -> None:
    split = split_groups(of_groups(TEN), 0.3, 0.3, 0)

    parts = groups_of_parts()
    assert sum(len(groups) for groups in parts.values()) == len(TEN)
    assert set.union(*parts.values()) == set(TEN)
    assert sum(len(photos.paths) for _, photos in named_parts(split)) == sum(TEN.values())


def test_shares_are_of_groups_and_the_seed_chooses_which() -> None:
    sizes = {part: len(groups) for part, groups in groups_of_parts().items()}

    assert sizes == {"training": 5, "validation": 2, "held out": 3}
    assert groups_of_parts() == groups_of_parts()
    assert groups_of_parts(seed=1) != groups_of_parts()


def test_a_group_of_one_photo_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    split = split_groups(of_groups({**TEN, "alone": 1}), 0.3, 0.3, 0)

    assert all("alone" not in photos.groups for _, photos in named_parts(split))
    assert "1 groups are left out: they have only one photo." in capsys.readouterr().err


@pytest.mark.parametrize(("groups", "held_out"), [(5, 0.3), (10, 0.1), (10, 0.9)])
def test_too_few_groups_are_refused(groups: int, held_out: float) -> None:
    photos = of_groups({f"g{number}": 3 for number in range(groups)})

    with pytest.raises(PhotographError, match="do not make three parts"):
        split_groups(photos, held_out, 0.3, 0)


def test_a_group_on_both_sides_is_refused() -> None:
    proof = of_groups({"g3": 2, "other": 2}, first=100)

    with pytest.raises(PhotographError, match="The group 'g3' is on both sides"):
        split_for(of_groups(TEN), proof, 0.3, 0)


def test_a_photo_on_both_sides_is_refused_whatever_its_group_is_called() -> None:
    proof = of_groups({"one": 2, "other": 2}, first=1)

    with pytest.raises(PhotographError, match=r"The photo 'p1\.jpg' is on both sides"):
        split_for(of_groups(TEN), proof, 0.3, 0)


def test_groups_that_were_named_prove_the_network() -> None:
    proof = of_groups({"one": 2, "other": 2}, first=100)

    split = split_for(of_groups(TEN), proof, 0.3, 0)

    assert set(split.held_out.groups) == {"one", "other"}
    assert len(set(split.training.groups) | set(split.validation.groups)) == len(TEN)
