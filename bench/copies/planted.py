"""Copies of a photo, as people and programs make them: each kind at several strengths."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance, ImageFont, ImageOps

Save = Callable[[Image.Image, Path], None]
_QUALITY = 90
_ORIENTATION = 0x0112
_BARS = (0.12, 0.08)  # of a phone's screen, above and below a photo


@dataclass(frozen=True)
class CopyMaker:
    """What is done to a photo, the kind that it should be called, and the suffix of its file."""

    kind: str
    make: Save
    suffix: str = ".jpg"


def open_upright(photo: Path) -> Image.Image:
    """The photo's pixels, RGB and upright."""
    with Image.open(photo) as opened:
        return ImageOps.exif_transpose(opened).convert("RGB")


def plant(photo: Path, name: str, below: Path) -> Path:
    """Makes one copy of a photo, as a file below a folder; returns the file."""
    maker = COPIES[name]
    to = (below / name / photo.name).with_suffix(maker.suffix or photo.suffix)
    to.parent.mkdir(parents=True, exist_ok=True)
    if maker.kind == "exact":
        shutil.copyfile(photo, to)
    else:
        maker.make(open_upright(photo), to)
    return to


def _saved(change: Callable[[Image.Image], Image.Image], quality: int = _QUALITY) -> Save:
    def save(image: Image.Image, to: Path) -> None:
        changed = change(image)
        changed.save(to, quality=quality)

    return save


def _longest(side: int) -> Callable[[Image.Image], Image.Image]:
    def scaled(image: Image.Image) -> Image.Image:
        return _times(side / max(image.size))(image)

    return scaled


def _times(by: float) -> Callable[[Image.Image], Image.Image]:
    def scaled(image: Image.Image) -> Image.Image:
        size = (max(1, round(image.width * by)), max(1, round(image.height * by)))
        return image.resize(size, Image.Resampling.LANCZOS)

    return scaled


def _turned(how: Image.Transpose) -> Callable[[Image.Image], Image.Image]:
    return lambda image: image.transpose(how)


def _middle(share: float, across: float = 0.5, down: float = 0.5) -> Callable[..., Image.Image]:
    """Keeps this share of each side, from this place."""

    def cropped(image: Image.Image) -> Image.Image:
        width, height = round(image.width * share), round(image.height * share)
        left, top = (
            round((image.width - width) * across),
            round((image.height - height) * down),
        )
        return image.crop((left, top, left + width, top + height))

    return cropped


def _watermark(image: Image.Image) -> Image.Image:
    """A half transparent name across the lower right, a third of the width."""
    marked = image.convert("RGBA")
    over = Image.new("RGBA", image.size, (0, 0, 0, 0))
    font = ImageFont.load_default(max(10, image.width // 18))
    place = (round(image.width * 0.62), round(image.height * 0.86))
    ImageDraw.Draw(over).text(place, "© Jane Doe", fill=(255, 255, 255, 140), font=font)
    return Image.alpha_composite(marked, over).convert("RGB")


def _screenshot(image: Image.Image, to: Path) -> None:
    """The photo on a phone's screen, between two bars."""
    width = min(image.width, 1080)
    shown = image.resize((width, round(image.height * width / image.width)))
    above, below = (round(shown.height * share) + 20 for share in _BARS)
    screen = Image.new("RGB", (width, shown.height + above + below), (18, 18, 18))
    screen.paste(shown, (0, above))
    font = ImageFont.load_default(max(10, above // 3))
    draw = ImageDraw.Draw(screen)
    draw.text((above // 2, above // 3), "12:41", fill=(255, 255, 255), font=font)
    screen.save(to)


def _exif_turned(image: Image.Image, to: Path) -> None:
    """Stored sideways, with the orientation that turns it back."""
    exif = Image.Exif()
    exif[_ORIENTATION] = 8
    image.transpose(Image.Transpose.ROTATE_270).save(to, quality=95, exif=exif)


def _same(image: Image.Image) -> Image.Image:
    return image


COPIES = {
    "exact": CopyMaker("exact", _saved(_same), ""),
    "q95": CopyMaker("re-encoded", _saved(_same, 95)),
    "q70": CopyMaker("re-encoded", _saved(_same, 70)),
    "q40": CopyMaker("re-encoded", _saved(_same, 40)),
    "q20": CopyMaker("re-encoded", _saved(_same, 20)),
    "png": CopyMaker("re-encoded", _saved(_same), ".png"),
    "webp": CopyMaker("re-encoded", _saved(_same, 80), ".webp"),
    "gif": CopyMaker("re-encoded", _saved(_same), ".gif"),
    "cmyk": CopyMaker("re-encoded", _saved(lambda image: image.convert("CMYK"))),
    "exif-turned": CopyMaker("re-encoded", _exif_turned),
    "half": CopyMaker("resized", _saved(_times(0.5))),
    "256px": CopyMaker("resized", _saved(_longest(256))),
    "128px": CopyMaker("resized", _saved(_longest(128))),
    "128px-webp": CopyMaker("resized", _saved(_longest(128), 75), ".webp"),
    "upscaled": CopyMaker("resized", _saved(_times(2))),
    "turned-90": CopyMaker("turned", _saved(_turned(Image.Transpose.ROTATE_90))),
    "turned-180": CopyMaker("turned", _saved(_turned(Image.Transpose.ROTATE_180))),
    "turned-270-half": CopyMaker(
        "turned", _saved(lambda image: _times(0.5)(image).transpose(Image.Transpose.ROTATE_270))
    ),
    "grey": CopyMaker("edited", _saved(lambda image: image.convert("L"))),
    "brighter": CopyMaker(
        "edited", _saved(lambda image: ImageEnhance.Brightness(image).enhance(1.25))
    ),
    "contrast": CopyMaker(
        "edited", _saved(lambda image: ImageEnhance.Contrast(image).enhance(1.35))
    ),
    "watermark": CopyMaker("edited", _saved(_watermark)),
    "mirrored": CopyMaker("mirrored", _saved(ImageOps.mirror)),
    "mirrored-half": CopyMaker(
        "mirrored", _saved(lambda image: ImageOps.mirror(_times(0.5)(image)))
    ),
    "crop-95": CopyMaker("cropped", _saved(_middle(0.95, 0.3, 0.8))),
    "crop-80": CopyMaker("cropped", _saved(_middle(0.8944, 0.3, 0.7))),  # of the area
    "crop-80-sides": CopyMaker("cropped", _saved(_middle(0.8, 0.6, 0.4))),
    "crop-60-sides": CopyMaker("cropped", _saved(_middle(0.6, 0.4, 0.5))),
    "border": CopyMaker(
        "cropped", _saved(lambda image: ImageOps.expand(image, max(image.size) // 16, "white"))
    ),
    "screenshot": CopyMaker("cropped", _screenshot, ".png"),
}
