"""Copies that lost something: light that was blown out, and JPEGs too poor for their few pixels."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from photograph.extract.decode import thumbnail
from tests.jobs.test_judging import at_most, document, judged, saved, scene, with_grain, with_name


def sunny(picture: Image.Image, side: int = 300) -> Image.Image:
    """Small, and with a part that is nearly white."""
    pixels = np.asarray(with_grain(picture), np.float32)
    light = np.linspace(0.4, 1.9, pixels.shape[1], dtype=np.float32)[None, :, None]
    lit = Image.fromarray((pixels * light).clip(0, 255).astype(np.uint8))
    lit.thumbnail((side, side))
    return lit


def poor(picture: Image.Image, quality: int) -> Image.Image:
    """Saved as a JPEG, and opened as photographs are."""
    content = BytesIO()
    picture.save(content, "JPEG", quality=quality)
    return thumbnail(content.getvalue(), 1024)


@pytest.mark.parametrize("how", [ImageEnhance.Brightness, ImageEnhance.Contrast])
@pytest.mark.parametrize("by", [1.25, 1.5])
def test_light_that_was_blown_out_is_an_edit(how: type, by: float) -> None:
    changed = how(sunny(scene())).enhance(by)

    assert judged(sunny(scene()), changed) == "edited"
    assert judged(changed, sunny(scene())) == "edited"


def test_other_pictures_of_other_light_are_no_copies() -> None:
    for kind in ("chats", "receipts", "slides", "charts"):
        brighter = ImageEnhance.Brightness(document(kind, 1, 400)).enhance(1.3)
        assert judged(document(kind, 0, 400), brighter) is None
    assert judged(sunny(scene()), ImageEnhance.Brightness(sunny(scene(2))).enhance(1.25)) is None
    other = sunny(scene())
    other.paste(sunny(scene(2)).crop((40, 40, 90, 90)), (60, 60))  # someone came into the picture
    assert judged(sunny(scene()), ImageEnhance.Brightness(other).enhance(1.25)) is None


@pytest.mark.parametrize("quality", [15, 20])
def test_a_poor_jpeg_of_a_small_photo_is_its_copy(quality: int) -> None:
    small = with_grain(scene()).resize((192, 144))

    assert judged(small, poor(small, quality)) == "re-encoded"
    assert judged(poor(small, quality), poor(small, 90)) == "re-encoded"


def test_a_faint_name_is_an_edit_however_the_file_was_saved() -> None:
    named = with_name(scene(), 14)

    for quality in (60, 90):
        assert judged(scene(), poor(named, quality)) == "edited"


def test_a_name_on_a_quarter_of_a_low_picture_is_an_edit() -> None:
    plain = sunny(scene()).resize((20, 15)).resize((300, 225))
    low = plain.crop((0, 60, 300, 200))
    pixels = np.asarray(low, np.float32).copy()
    pixels[100:124:3, 60:280] += 25
    named = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
    assert judged(low, saved(named, 92)) == "edited"


def test_poor_jpegs_of_small_photos_that_differ_in_a_part_are_no_copies() -> None:
    small = with_grain(scene()).resize((192, 144))
    other = small.copy()
    other.paste(with_grain(scene(2)).resize((192, 144)).crop((0, 0, 24, 24)), (96, 64))

    assert judged(small, poor(other, 15)) is None
    assert judged(poor(small, 15), poor(other, 15)) is None
    for kind in ("chats", "receipts", "forms"):
        one, two = (document(kind, number, 240) for number in (0, 1))
        assert judged(one, poor(two, 15)) is None


@pytest.mark.parametrize("side", [340, 512, 800])
def test_one_digit_is_seen_in_small_documents_too(side: int) -> None:
    """Invoices, on which the cutoff was chosen; and receipts, on which it was not."""
    invoices = [document("invoices", number, side) for number in (0, 2)]
    receipt = document("receipts", 0)
    other = receipt.copy()
    other.paste(receipt.crop((470, 120, 560, 150)), (470, 350))  # the price of another row

    for one, two in (invoices, [at_most(of, side) for of in (receipt, other)]):
        assert judged(one, two) != "re-encoded"
        assert judged(one, poor(two, 90)) != "re-encoded"
        assert judged(one, poor(one, 60)) == "re-encoded"
        assert judged(one, one.resize((one.width // 2, one.height // 2))) == "resized"


def test_how_a_jpeg_was_saved_says_nothing_of_pixels_that_were_scaled() -> None:
    large = with_name(with_grain(scene()))
    content = BytesIO()
    large.save(content, "JPEG", quality=15)

    assert judged(thumbnail(content.getvalue(), 400), large) == "resized"
