"""Copies of real photos, made as people and programs make them."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import ExifTags, Image, ImageOps


def plant(original: Path, folder: Path) -> dict[str, Path]:
    """Copies of a photo, in a folder of their own each, by what was done to them."""
    found = {name: folder / name / original.name for name in ("exact", "q70", "half", "sideways")}
    found["png"] = folder / "png" / original.with_suffix(".png").name
    for file in found.values():
        file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(original, found["exact"])
    with Image.open(original) as opened:
        exif = opened.getexif()
        image = opened.convert("RGB")
        image.save(found["q70"], quality=70, exif=exif)
        image.save(found["png"], compress_level=1)
        image.resize((image.width // 2, image.height // 2)).save(found["half"], quality=90)
        sideways = Image.Exif()
        sideways[ExifTags.Base.Orientation] = 6
        upright = ImageOps.exif_transpose(opened).convert("RGB")
        turned = upright.transpose(Image.Transpose.ROTATE_90)
        turned.save(found["sideways"], quality=90, exif=sideways)
    return found
