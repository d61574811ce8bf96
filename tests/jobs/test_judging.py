"""What two pictures are to each other, judged as a look at their files does."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps

from bench.copies.hard import SETS, blank_frame
from photograph.jobs.duplicates.candidate import Candidate
from photograph.jobs.duplicates.judging import judge_part, judge_whole, picture_features
from photograph.jobs.duplicates.orientation import ORIENTATIONS

Change = Callable[[Image.Image], Image.Image]


def document(kind: str, number: int, side: int = 1024) -> Image.Image:
    """One of a set of documents of one layout, at this size."""
    picture = SETS[kind](Random(f"{kind}{number}"))  # noqa: S311 - no secret
    picture.thumbnail((side, side))
    return picture


def scene(seed: int = 1) -> Image.Image:
    """A picture with soft shapes and fine ones, in colours; 800 × 600."""
    chance = np.random.default_rng(seed)
    grains = [
        Image.fromarray(chance.integers(0, 255, (rows, rows * 4 // 3, 3), np.uint8))
        for rows in (6, 24, 90)
    ]
    shapes = [np.asarray(of.resize((800, 600)), np.float32) for of in grains]
    return Image.fromarray(np.mean(shapes, axis=0).astype(np.uint8))


def judged(one: Image.Image, other: Image.Image, orientation: int = 0) -> str | None:
    photos = [Candidate("r", "p", str(n), 1, *of.size, "JPEG") for n, of in enumerate((one, other))]
    proof = judge_whole((photos[0], photos[1]), (one, other), ORIENTATIONS[orientation])
    return proof.kind.value if proof else None


def saved(picture: Image.Image, quality: int) -> Image.Image:
    content = BytesIO()
    picture.save(content, "JPEG", quality=quality)
    return Image.open(content).convert("RGB")


def with_name(picture: Image.Image) -> Image.Image:
    """A third lighter in a corner, as a name that is laid over a photo makes it."""
    pixels = np.asarray(picture).astype(np.float32)
    pixels[500:540:2, 500:700] += 60
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda of: saved(of, 20), "re-encoded"),
        (lambda of: of.resize((400, 300)), "resized"),
        (lambda of: of.resize((128, 96)), "resized"),
        (lambda of: of.convert("L").convert("RGB"), "edited"),
        (lambda of: of.point(lambda level: level * 0.8), "edited"),
        (lambda of: ImageEnhance.Contrast(of).enhance(1.3), "edited"),
        (with_name, "edited"),
        (lambda _: scene(2), None),
    ],
)
def test_a_picture_and_what_was_done_to_it(change: Change, kind: str | None) -> None:
    assert judged(scene(), change(scene())) == kind


def test_a_turned_one_and_a_mirrored_one() -> None:
    turned = scene().transpose(Image.Transpose.ROTATE_90)

    assert judged(scene(), turned, orientation=3) == "turned"
    assert judged(scene(), ImageOps.mirror(scene()), orientation=4) == "mirrored"
    assert judged(scene(), turned.resize(scene().size)) is None


@pytest.mark.parametrize("side", [1024, 512, 256])
@pytest.mark.parametrize("kind", [kind for kind in SETS if kind != "invoices"])
def test_documents_of_one_layout_are_no_copies(kind: str, side: int) -> None:
    assert judged(document(kind, 0), document(kind, 1, side)) is None


def test_a_digit_is_seen_where_it_can_be_read() -> None:
    assert judged(document("invoices", 0), document("invoices", 1)) is None
    assert judged(document("invoices", 0), document("invoices", 1, 128)) == "resized"
    assert judged(document("invoices", 0), saved(document("invoices", 0), 40)) == "re-encoded"


def test_blank_frames_are_copies_where_every_pixel_is_the_same() -> None:
    black, white = blank_frame(3), blank_frame(252)

    assert judged(black, black.copy()) == "re-encoded"
    assert judged(black, white) is None
    assert judged(black, blank_frame(4)) is None


def test_a_part_and_parts_in_common() -> None:
    whole = scene()
    left, right = whole.crop((0, 0, 550, 600)), whole.crop((250, 0, 800, 600))
    features = [picture_features(of) for of in (whole, left, right, scene(2))]

    of_whole = judge_part(features[0], features[1])
    assert of_whole is not None
    assert of_whole.kind == "cropped"
    assert judge_part(features[1], features[2]) is None  # as frames of a panorama
    assert judge_part(features[0], features[0]) is None  # that is no part
    assert judge_part(features[0], features[3]) is None
