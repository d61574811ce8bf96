"""Whether one picture is a part of another: crops, borders, and what only has a part in common."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageOps

from photograph.extract.signature import signature
from photograph.jobs.duplicates.part_judging import judge_part, picture_features
from photograph.jobs.duplicates.part_screen import may_be_part
from photograph.jobs.duplicates.proofs import PairProof
from tests.jobs.test_judging import at_most, document, photo, saved, scene


def part_of(one: Image.Image, other: Image.Image) -> PairProof | None:
    features = picture_features(one), picture_features(other)
    return judge_part((photo(0, one), photo(1, other)), features)


def passes_screen(one: Image.Image, other: Image.Image) -> bool:
    ends = [np.frombuffer(signature(of), np.uint8).reshape(64, 64) for of in (one, other)]
    photos = photo(0, one), photo(1, other)
    return may_be_part(photos, (ends[0].astype(np.float32), ends[1].astype(np.float32)))


def meadow(size: tuple[int, int] = (1500, 1000), seed: int = 3) -> Image.Image:
    """Hard edges everywhere, as grass and twigs have them."""
    chance = np.random.default_rng(seed)
    pixels = np.asarray(scene(seed).resize(size), np.float32)
    for rows, height in ((80, 40), (260, 40), (700, 45)):
        grain = chance.choice([-1.0, 1.0], (rows, rows * 3 // 2)).astype(np.float32)
        pixels = pixels + height * np.asarray(Image.fromarray(grain).resize(size))[..., None]
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


@pytest.mark.parametrize("share", [0.95, 0.8, 0.6])
def test_a_crop_of_a_large_photo_with_hard_edges_is_found(share: float) -> None:
    """Points that are placed in 512 pixels lay it half a pixel beside its place in 1,024."""
    whole = meadow()
    width, height = (round(of * share) for of in whole.size)
    cut = whole.crop((41, 33, 41 + width, 33 + height))

    proof = part_of(at_most(whole), saved(at_most(cut), 90))

    assert proof is not None
    assert (proof.kind, proof.derived) == ("cropped", "1")


def test_a_crop_in_which_something_else_stands_is_none() -> None:
    whole = meadow()
    cut = whole.crop((41, 33, 1241, 833))
    cut.paste(meadow(seed=4).crop((0, 0, 60, 60)), (500, 300))

    assert part_of(at_most(whole), saved(at_most(cut), 90)) is None
    for kind in ("chats", "receipts", "invoices"):
        other = document(kind, 1)
        cut = other.crop((0, 0, other.width, round(other.height * 0.9)))
        assert part_of(document(kind, 0), cut) is None


def test_a_crop_of_a_photo_with_few_points_is_found() -> None:
    """A sky with some clouds."""
    sky = scene(5).resize((17, 13)).resize((320, 240), Image.Resampling.BICUBIC)

    proof = part_of(sky, saved(sky.crop((30, 20, 290, 225)), 90))

    assert proof is not None
    assert proof.kind == "cropped"
    other = scene(6).resize((17, 13)).resize((320, 240), Image.Resampling.BICUBIC)
    assert part_of(sky, saved(other.crop((30, 20, 290, 225)), 90)) is None


@pytest.mark.parametrize("share", [0.9, 0.8, 0.73, 0.61])
def test_the_screen_lets_crops_full_of_detail_and_thin_ones_pass(share: float) -> None:
    whole = meadow((900, 600))
    thin = meadow((900, 250))
    for of in (whole, thin):
        cut = of.crop((20, 10, 20 + round(of.width * share), 10 + round(of.height * share)))
        assert passes_screen(of, cut)
        assert passes_screen(ImageOps.expand(of, round(of.width * 0.06), "white"), of)
    assert not passes_screen(whole, meadow((700, 470), seed=9))


def test_a_border_was_added_and_a_photo_on_white_was_cut() -> None:
    whole = scene()
    on_white = Image.new("RGB", (900, 700), "white")
    on_white.paste(whole.crop((200, 150, 600, 450)), (250, 200))
    framed = ImageOps.expand(whole, 60, "white")
    part = on_white.crop((100, 80, 800, 620))

    assert framed_one(framed, whole) == "0"
    assert framed_one(whole, framed) == "1"
    assert framed_one(on_white, part) == ""  # a white border around it would look the same
    assert framed_one(whole, whole.crop((100, 80, 740, 560))) == "1"


def framed_one(one: Image.Image, other: Image.Image) -> str:
    found = judge_part(
        (photo(0, one), photo(1, other)), (picture_features(one), picture_features(other))
    )
    assert found is not None
    return found.derived


def test_a_part_and_parts_in_common() -> None:
    whole = scene()
    left, right = whole.crop((0, 0, 550, 600)), whole.crop((250, 0, 800, 600))
    features = [picture_features(of) for of in (whole, left, right, scene(2))]

    def part(one: int, other: int) -> PairProof | None:
        photos = photo(one, whole), photo(other, whole)
        return judge_part(photos, (features[one], features[other]))

    for of_whole in (part(0, 1), part(1, 0)):
        assert of_whole is not None
        assert (of_whole.kind, of_whole.derived) == ("cropped", "1")
    assert part(1, 2) is None  # as frames of a panorama
    assert part(0, 0) is None  # that is no part
    assert part(0, 3) is None
