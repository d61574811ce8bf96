"""Pictures of which any two look like copies and are none: documents, scenes, blank frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFont

_WORDS = (
    "river stone lamp copper window garden ticket morning paper orange valley station music"
    " winter bridge kettle number harbour pencil cotton travel meadow silver corner button"
    " kitchen island weather market engine summer basket"
).split()
_INK = (25, 25, 30)
_EACH = 6
Draw = Callable[[Random], Image.Image]


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _sentence(random: Random, words: int) -> str:
    return " ".join(random.choice(_WORDS) for _ in range(words))


def _page(size: tuple[int, int], colour: str = "white") -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", size, colour)
    return image, ImageDraw.Draw(image)


def _chat(random: Random) -> Image.Image:
    """A screenshot of a messenger: the same bubbles, other words."""
    image, draw = _page((720, 1280), "#ece5dd")
    draw.rectangle((0, 0, 720, 90), fill="#075e54")
    draw.text((90, 28), random.choice(_WORDS).title(), fill="white", font=_font(30))
    for row in range(9):
        left = 20 if row % 2 else 200
        top = 115 + row * 125
        draw.rounded_rectangle((left, top, left + 500, top + 100), 18, fill="white")
        for line in range(2):
            text = _sentence(random, 5)[:36]
            draw.text((left + 20, top + 18 + 36 * line), text, fill=_INK, font=_font(24))
    return image


def _receipt(random: Random) -> Image.Image:
    image, draw = _page((600, 1100), "#f7f5ef")
    draw.text((170, 30), "CORNER SHOP", fill=_INK, font=_font(36))
    for row in range(18):
        name, price = random.choice(_WORDS).title(), f"{random.uniform(0.5, 99):.2f}"
        draw.text((40, 120 + 46 * row), name, fill=_INK, font=_font(28))
        draw.text((470, 120 + 46 * row), price, fill=_INK, font=_font(28))
    draw.text((40, 1000), f"TOTAL {random.uniform(50, 400):.2f}", fill=_INK, font=_font(34))
    return image


def _scan(random: Random) -> Image.Image:
    """A scanned page of text."""
    image, draw = _page((1240, 1754), "#fbfbf8")
    for row in range(40):
        draw.text((110, 120 + 38 * row), _sentence(random, 12)[:78], fill=_INK, font=_font(26))
    return image


def _slide(random: Random) -> Image.Image:
    image, draw = _page((1280, 720), "#f4f7fb")
    draw.rectangle((0, 0, 1280, 110), fill="#1f4e79")
    draw.text((50, 28), "Results of the third quarter", fill="white", font=_font(46))
    for row in range(5):
        draw.ellipse((70, 190 + 90 * row, 86, 206 + 90 * row), fill="#1f4e79")
        draw.text((110, 175 + 90 * row), _sentence(random, 6), fill=_INK, font=_font(36))
    return image


def _chart(random: Random) -> Image.Image:
    image, draw = _page((900, 600))
    for line in range(6):
        draw.line((80, 80 + 80 * line, 860, 80 + 80 * line), fill="#dddddd", width=2)
    draw.line((80, 60, 80, 500, 860, 500), fill=_INK, width=3)
    for bar in range(9):
        height = random.randint(60, 400)
        left = 110 + 82 * bar
        draw.rectangle((left, 500 - height, left + 50, 500), fill="#3b78b5")
    return image


def _form(random: Random) -> Image.Image:
    """A form of which little differs: what was filled in."""
    fixed = Random(7)  # noqa: S311 - no secret
    image, draw = _page((1000, 1414))
    draw.text((80, 60), "Application for a parking permit", fill=_INK, font=_font(42))
    for row in range(11):
        top = 170 + 105 * row
        draw.text((80, top), _sentence(fixed, 3), fill="#555555", font=_font(22))
        draw.rectangle((80, top + 30, 920, top + 82), outline="#888888", width=2)
        if row in (0, 1, 4):
            draw.text((100, top + 38), _sentence(random, 3), fill="#102a83", font=_font(30))
    return image


def _invoice(random: Random) -> Image.Image:
    """An invoice of which one number alone differs, by one digit."""
    fixed = Random(11)  # noqa: S311 - no secret
    image, draw = _page((1240, 1754))
    draw.text((110, 110), "Invoice", fill=_INK, font=_font(60))
    draw.text((110, 230), f"No. 20260{random.randint(1, 9)}7", fill=_INK, font=_font(32))
    for row in range(24):
        draw.text((110, 400 + 48 * row), _sentence(fixed, 5), fill=_INK, font=_font(28))
        price = f"{fixed.uniform(1, 999):.2f}"
        draw.text((980, 400 + 48 * row), price, fill=_INK, font=_font(28))
    return image


def _tiling(random: Random) -> Image.Image:
    """One pattern of tiles, of which some have another colour."""
    image, draw = _page((800, 800))
    for number in range(64):
        left, top = 100 * (number % 8), 100 * (number // 8)
        shade = random.choice(("#2e5b88", "#d9a441"))
        draw.rectangle((left, top, left + 100, top + 100), fill=shade, outline="white", width=6)
    return image


def blank_frame(level: int) -> Image.Image:
    """A frame of one level with a sensor's noise: black of a covered lens, white of the sun."""
    noise = np.random.default_rng(level).normal(level, 1.5, (600, 800, 3))
    return Image.fromarray(np.clip(noise, 0, 255).astype(np.uint8))


def _scene(random: Random) -> Image.Image:
    """What a camera on a tripod sees: one scene, with something elsewhere in it each time."""
    fixed = np.random.default_rng(3)
    coarse = fixed.integers(0, 255, (12, 16, 3), np.uint8)
    image = Image.fromarray(coarse).resize((1200, 900), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    left, top = random.randint(50, 1000), random.randint(300, 650)
    draw.ellipse((left, top, left + 60, top + 60), fill="#c68642")
    draw.rectangle((left - 15, top + 60, left + 75, top + 200), fill="#7a1f1f")
    return image


SETS: dict[str, Draw] = {
    "chats": _chat,
    "receipts": _receipt,
    "scans": _scan,
    "slides": _slide,
    "charts": _chart,
    "forms": _form,
    "invoices": _invoice,
    "tilings": _tiling,
    "tripod": _scene,
}
LEVELS = {"black": 3, "grey": 128, "white": 252}


def hard_pictures() -> Iterator[tuple[str, Image.Image]]:
    """Names such as ``chats-3`` and pictures; no two of them are one picture."""
    for name, draw in SETS.items():
        shown: set[bytes] = set()
        number = 0
        while len(shown) < _EACH:
            picture = draw(Random(f"{name}{number}"))  # noqa: S311 - no secret
            number += 1
            if picture.tobytes() not in shown:
                shown.add(picture.tobytes())
                yield f"{name}-{len(shown)}", picture
    for name, level in LEVELS.items():
        yield f"frame-{name}", blank_frame(level)


def write_hard(below: Path) -> list[Path]:
    """Writes them as JPEGs, as a phone does; returns the files."""
    below.mkdir(parents=True, exist_ok=True)
    files = []
    for name, picture in hard_pictures():
        files.append(below / f"{name}.jpg")
        picture.save(files[-1], quality=92)
    return files
