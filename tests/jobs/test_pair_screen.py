"""What signatures say of a pair: how it lies, whether a look is due, what no turning changes."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from photograph.array_types import Floats
from photograph.jobs.duplicates.candidate import Candidate, are_two_exposures, have_one_shape
from photograph.jobs.duplicates.orientation import ORIENTATIONS, Orientation
from photograph.jobs.duplicates.part_screen import may_be_part
from photograph.jobs.duplicates.signature_screen import screen_pairs
from photograph.load.signature_vector import VECTOR_DIMS, signature_vectors

SIDE = 64


def picture(seed: int, side: int = SIDE) -> Floats:
    """Soft shapes of many sizes, as a photo has them; float32 [side, side]."""
    chance = np.random.default_rng(seed)
    grains = [chance.uniform(0, 255, (grain, grain)).astype(np.float32) for grain in (3, 6, 12)]
    shapes = [np.asarray(Image.fromarray(of).resize((side, side))) for of in grains]
    return np.asarray(np.mean(shapes, axis=0), np.float32)


def photo(path: str, width: int, height: int, clock: str | None = None) -> Candidate:
    return Candidate("r", path, path, 1, width, height, "JPEG", clock=clock)


def vectors(*pictures: Floats) -> Floats:
    return signature_vectors(np.stack(pictures).astype(np.uint8).reshape(len(pictures), -1))


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_a_turned_or_mirrored_picture_has_the_same_vector(orientation: Orientation) -> None:
    one, turned, other = vectors(picture(1), orientation.of_array(picture(1)), picture(2))

    assert one.shape == (VECTOR_DIMS,)
    assert float(one @ turned) == pytest.approx(1, abs=1e-4)
    assert float(one @ other) < 0.965


def test_a_blank_picture_has_no_vector() -> None:
    [blank] = vectors(np.full((SIDE, SIDE), 200, np.float32))

    assert np.isnan(blank).all()


@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_how_one_picture_lies_on_another(orientation: Orientation) -> None:
    stored = picture(1)[None]
    inverse = next(
        o for o in ORIENTATIONS if np.array_equal(o.of_array(orientation.of_array(stored)), stored)
    )

    found = screen_pairs(stored, orientation.of_array(stored))

    assert ORIENTATIONS[found.orientations[0]] == inverse
    assert found.alike[0]
    assert found.worst[0] == pytest.approx(1, abs=1e-4)


def test_an_array_and_an_image_are_laid_alike() -> None:
    pixels = picture(1).astype(np.uint8)

    for orientation in ORIENTATIONS:
        laid = orientation.of_image(Image.fromarray(pixels))
        assert np.array_equal(np.asarray(laid), orientation.of_array(pixels.astype(np.float32)))


def test_other_pictures_and_missing_signatures_are_not_looked_at() -> None:
    missing = np.full((1, SIDE, SIDE), np.nan, np.float32)
    black, white = (np.full((1, SIDE, SIDE), level, np.float32) for level in (1, 250))

    assert not screen_pairs(picture(1)[None], picture(2)[None]).alike[0]
    assert not screen_pairs(picture(1)[None], missing).alike[0]
    assert not screen_pairs(black, white).alike[0]
    assert screen_pairs(black, black + 1).alike[0]


def small(picture: Floats) -> Floats:
    """The signature of a picture."""
    image = Image.fromarray(picture).resize((SIDE, SIDE), Image.Resampling.BOX)
    return np.asarray(image, np.float32)


def test_a_part_is_found_at_its_scale() -> None:
    whole = picture(1, 512)
    ends = [small(of) for of in (whole, whole[60:420, 90:450], picture(2, 512))]
    photos = photo("whole", 512, 512), photo("part", 360, 360)

    assert may_be_part(photos, (ends[0], ends[1]))
    assert may_be_part((photos[1], photos[0]), (ends[1], ends[0]))
    assert not may_be_part(photos, (ends[0], ends[2]))


def test_a_scene_in_the_same_light_is_no_part() -> None:
    """As bright and dark in the same places, which is most of what 64 pixels show."""

    def lit(seed: int) -> Floats:
        chance = np.random.default_rng(seed)
        grains = Image.fromarray(chance.normal(0, 15, (24, 24)).astype(np.float32))
        return light + np.asarray(grains.resize((512, 512)), np.float32)

    level = np.random.default_rng(1).uniform(30, 210, (3, 3)).astype(np.float32)
    light = np.asarray(Image.fromarray(level).resize((512, 512)), np.float32)
    photos = photo("whole", 512, 512), photo("part", 360, 360)
    whole, part, other = (small(of) for of in (lit(1), *(lit(n)[60:420, 90:450] for n in (1, 2))))

    assert may_be_part(photos, (whole, part))
    assert not may_be_part(photos, (whole, other))


@pytest.mark.parametrize(
    ("size", "other", "swapped", "same"),
    [
        ((4000, 3000), (2000, 1500), False, True),
        ((3000, 2000), (128, 85), False, True),
        ((3000, 2000), (85, 128), True, True),
        ((3000, 2000), (85, 128), False, False),
        ((4000, 3000), (2000, 1550), False, False),
        ((4000, 3000), (4000, 2250), False, False),
    ],
)
def test_one_shape(
    size: tuple[int, int], other: tuple[int, int], swapped: bool, same: bool
) -> None:
    assert have_one_shape(photo("a", *size), photo("b", *other), swapped) == same


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("2024-06-12T12:00:00.016", "2024-06-12T12:00:00.550", True),
        ("2024-06-12T12:00:00.588", "2024-06-12T14:00:00.588", False),  # another zone
        ("2024-06-12T12:00:00.588", "2024-06-12T12:00:00.59", False),  # rounded
        ("2024-06-12T12:00:00", "2024-06-12T12:00:05", False),  # pixels decide
        ("2024-06-12T12:00:00.016", "2024-06-12T12:00", False),
        ("2024-06-12T12:00:00.016", None, False),
    ],
)
def test_fractions_of_a_second_that_both_have_tell_frames_apart(
    one: str, other: str | None, two: bool
) -> None:
    ends = photo("a", 9, 9, one), photo("b", 9, 9, other)

    assert are_two_exposures(*ends) == two
