"""What a file holds beside its first picture: frames, pages, and a film."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image, TiffImagePlugin

from photograph.extract.decode import decode
from photograph.extract.frames import count_frames, has_clip
from tests.extract.photo_files import FORMATS, encoded, picture
from tests.films import film, motion_photo

LIMIT = 1_000_000


def several(kind: str, count: int = 3) -> bytes:
    pictures = [picture(seed, 64, 48) for seed in range(count)]
    return encoded(pictures[0], kind, save_all=True, append_images=pictures[1:])


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF", "TIFF", "HEIF"])
def test_frames_and_pages_are_counted(kind: str) -> None:
    assert count_frames(several(kind), LIMIT) == 3
    assert decode(several(kind), 32).frames == 3


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "animated.gif"])
def test_one_picture_has_no_frames(name: str) -> None:
    """Nor has a JPEG of a phone that carries the same picture in another size or light."""
    assert count_frames(FORMATS[name](picture()), LIMIT) is None


def test_a_preview_in_a_tiff_is_no_page() -> None:
    pages = BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(pages) as writer:
        for seed, kind in ((0, 0), (0, 1)):
            picture(seed, 64, 48).save(writer, "TIFF", tiffinfo={254: kind})
            writer.newFrame()

    assert count_frames(pages.getvalue(), LIMIT) is None


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "WEBP"])
def test_broken_ones_count_as_one_or_as_what_is_left(kind: str) -> None:
    whole = several(kind)

    for length in range(0, len(whole), max(1, len(whole) // 60)):
        assert count_frames(whole[:length], LIMIT) in (None, 2, 3)


def test_a_film_behind_the_picture_is_a_clip(tmp_path: Path) -> None:
    clip = film([picture(seed, 160, 120) for seed in range(5)], tmp_path / "clip.mp4")

    for still in (encoded(picture(), "JPEG"), encoded(picture(), "HEIF")):
        assert has_clip(motion_photo(still, clip))
        assert decode(motion_photo(still, clip), 32).has_clip
        assert not has_clip(still)


def test_what_only_speaks_of_a_film_is_none() -> None:
    """An editor keeps what XMP says of the film, and cuts the film off."""
    told = b"<x:xmpmeta>GCamera:MotionPhoto='1' Item:Mime='video/mp4' ftypmp42</x:xmpmeta>"
    still = encoded(picture(), "JPEG", xmp=told)

    assert b"ftypmp42" in still
    assert not has_clip(still)
    assert not decode(still, 32).has_clip


def test_heic_of_a_burst_is_several_pictures() -> None:
    heif = pillow_heif.from_pillow(picture(0, 64, 48))
    heif.add_from_pillow(picture(1, 64, 48))
    content = BytesIO()
    heif.save(content, save_all=True)

    assert count_frames(content.getvalue(), LIMIT) == 2
    with Image.open(content) as image:
        assert image.size == (64, 48)
