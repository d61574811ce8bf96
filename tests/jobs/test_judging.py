"""What two pictures are to each other, judged as a look at their files does."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from bench.copies.hard import SETS, blank_frame
from photograph.jobs.duplicates.candidate import Candidate
from photograph.jobs.duplicates.derivation import is_enlarged
from photograph.jobs.duplicates.judging import judge_whole
from photograph.jobs.duplicates.orientation import ORIENTATIONS

Change = Callable[[Image.Image], Image.Image]


def document(kind: str, number: int, side: int = 1024) -> Image.Image:
    """One of a set of documents of one layout, at this size."""
    return at_most(SETS[kind](Random(f"{kind}{number}")), side)  # noqa: S311 - no secret


def lit_unevenly(paper: Image.Image, shot: int) -> Image.Image:
    """As a phone shows it below a lamp: darker by 30% at the left, and with a sensor's noise."""
    pixels = np.asarray(paper, np.float32) * np.linspace(0.7, 1, paper.width)[:, None]
    noise = np.random.default_rng(shot).normal(0, 2, pixels.shape)
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))


def at_most(picture: Image.Image, side: int = 1024) -> Image.Image:
    """The picture with the longer side of so many pixels at most."""
    shown = picture.copy()
    shown.thumbnail((side, side))
    return shown


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
    photos = photo(0, one), photo(1, other)
    proof = judge_whole(photos, (one, other), ORIENTATIONS[orientation])
    return proof.kind.value if proof else None


def photo(number: int, picture: Image.Image, kind: str = "JPEG") -> Candidate:
    return Candidate("r", "p", str(number), 1, *picture.size, kind)


def saved(picture: Image.Image, quality: int) -> Image.Image:
    content = BytesIO()
    picture.save(content, "JPEG", quality=quality)
    return Image.open(content).convert("RGB")


def with_name(picture: Image.Image, levels: float = 60) -> Image.Image:
    """A third lighter in a corner, as a name that is laid over a photo makes it."""
    pixels = np.asarray(picture).astype(np.float32)
    pixels[500:540:2, 500:700] += levels
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
        (lambda of: saved(with_name(of, 14), 90), "edited"),
        (lambda _: scene(2), None),
    ],
)
def test_a_picture_and_what_was_done_to_it(change: Change, kind: str | None) -> None:
    assert judged(scene(), change(scene())) == kind


def test_the_few_colours_of_a_gif_are_no_name_that_was_laid_over() -> None:
    few = scene().quantize(256).convert("RGB")
    photos = photo(0, scene()), photo(1, few, "GIF")

    proof = judge_whole(photos, (scene(), few), ORIENTATIONS[0])

    assert proof is not None
    assert proof.kind == "re-encoded"


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


@pytest.mark.parametrize("side", [400, 800])
def test_a_digit_is_seen_on_paper_that_is_lit_unevenly(side: int) -> None:
    one, other = (lit_unevenly(document("invoices", number, side), number) for number in (0, 1))

    assert judged(one, other) is None
    assert judged(one, saved(other, 70)) is None
    assert judged(one, saved(one, 40)) == "re-encoded"


def test_blank_frames_are_copies_where_every_pixel_is_the_same() -> None:
    black, white = blank_frame(3), blank_frame(252)

    assert judged(black, black.copy()) == "re-encoded"
    assert judged(black, white) is None
    assert judged(black, blank_frame(4)) is None


def made(one: Image.Image, other: Image.Image) -> str:
    """Which of two pictures was made from the other: 0, 1, or empty where pixels don't say."""
    photos = photo(0, one), photo(1, other)
    proof = judge_whole(photos, (one, other), ORIENTATIONS[0])
    assert proof is not None
    return proof.derived


def test_of_an_edit_and_its_original_pixels_tell_which_is_which() -> None:
    grey = scene().convert("L").convert("RGB")
    darker = scene().point(lambda level: level * 0.8)

    assert made(scene(), grey) == "1"
    assert made(grey, scene()) == "0"
    assert made(scene(), with_name(scene())) == "1"
    assert made(with_name(scene()), scene()) == "0"
    assert made(scene(), darker) == ""


@pytest.mark.parametrize("times", [1.5, 2, 3])
@pytest.mark.parametrize("how", [Image.Resampling.BILINEAR, Image.Resampling.LANCZOS])
def test_an_enlarged_picture_shows_no_more(times: float, how: Image.Resampling) -> None:
    """Of a picture with as much detail in each octave, as photos have it."""
    whole = with_grain(scene())
    size, less = ((round(800 * by), round(600 * by)) for by in (times, 1 / times))

    assert is_enlarged(saved(whole.resize(size, how), 92), whole)
    assert not is_enlarged(whole, whole.resize(less))


@pytest.mark.parametrize("blur", [1, 2])
def test_a_soft_photo_is_not_called_enlarged(blur: int) -> None:
    soft = saved(with_grain(scene()).filter(ImageFilter.GaussianBlur(blur)), 92)

    assert not is_enlarged(soft, saved(soft.resize((400, 300), Image.Resampling.LANCZOS), 92))


def with_grain(picture: Image.Image) -> Image.Image:
    chance = np.random.default_rng(7)
    pixels = np.asarray(picture, np.float32)
    for side in (150, 300, 600):
        grain = Image.fromarray(chance.normal(0, 12, (side, side * 4 // 3)).astype(np.float32))
        pixels = pixels + np.asarray(grain.resize((800, 600)))[..., None]
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
