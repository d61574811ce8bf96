"""Photo files that tests make: a real picture in every format, and broken ones."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pillow_heif
import pyarrow.parquet as pq
from PIL import ExifTags, Image

from photograph.commands.extract import extract
from photograph.settings import home

pillow_heif.register_heif_opener()
GPS = ExifTags.GPS


def picture(seed: int = 0, width: int = 320, height: int = 240) -> Image.Image:
    """Smooth random hills of colour: survives compression, differs by seed."""
    chance = np.random.default_rng(seed)
    coarse = chance.integers(0, 256, (5, 6, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)


def save_jpeg(path: Path, seed: int = 0, **options: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    picture(seed).save(path, "JPEG", quality=92, **options)
    return path


def extracted_with_csv(folder: Path, count: int) -> list[dict[str, Any]]:
    """The Parquet's rows of so many new photos; `extract` has written ``out.csv`` as well."""
    for seed in range(count):
        save_jpeg(folder / f"photos/p{seed}.jpg", seed)
    extract(folder / "photos", csv=folder / "out.csv")
    [merged] = home().embeddings.rglob("embeddings.parquet")
    rows: list[dict[str, Any]] = pq.read_table(merged).to_pylist()
    return rows


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def exif_of(image: Image.Image | None = None, /, **parts: Any) -> Image.Exif:
    """EXIF with the given tags in its base, Exif and GPSInfo directories."""
    exif = (image or picture()).getexif()
    for tag, value in parts.get("base", {}).items():
        exif[tag] = value
    for name, where in (("camera", ExifTags.IFD.Exif), ("gps", ExifTags.IFD.GPSInfo)):
        if name in parts:
            exif.get_ifd(where).update(parts[name])
    return exif


def stored_as(image: Image.Image, orientation: int, kind: str) -> bytes:
    """The picture in a file whose pixels lie as this EXIF orientation says."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = image.transpose(undo[orientation]) if orientation in undo else image
    # pillow-heif 1.8 writes no rotation where it is given EXIF as anything but bytes.
    exif = exif_of(stored, base={0x0112: orientation}).tobytes()
    lossy = {} if kind == "TIFF" else {"quality": 95}
    return encoded(stored, kind, exif=exif, **lossy)


def sixteen_bit_grey(image: Image.Image) -> Image.Image:
    grey = np.asarray(image.convert("L")).astype(np.uint16) * 257
    return Image.fromarray(grey)


def transparent(image: Image.Image) -> Image.Image:
    """The picture with its left third fully transparent."""
    layer = image.convert("RGBA")
    alpha = np.full((image.height, image.width), 255, np.uint8)
    alpha[:, : image.width // 3] = 0
    layer.putalpha(Image.fromarray(alpha))
    return layer


# Each way that people's photos are stored: name, how it is made from a picture.
FORMATS: dict[str, Callable[[Image.Image], bytes]] = {
    "plain.jpg": lambda image: encoded(image, "JPEG", quality=92),
    "progressive.JPG": lambda image: encoded(image, "JPEG", quality=92, progressive=True),
    "cmyk.jpeg": lambda image: encoded(image.convert("CMYK"), "JPEG", quality=92),
    "grey.jpg": lambda image: encoded(image.convert("L"), "JPEG"),
    "two-pictures.mpo": lambda image: encoded(
        image, "MPO", save_all=True, append_images=[picture(9)]
    ),
    # A motion photo is a JPEG with a video after its end.
    "PXL_1.MP.jpg": lambda image: encoded(image, "JPEG") + b"\0\0\0\x18ftypmp42" + b"\0" * 4000,
    "plain.png": lambda image: encoded(image, "PNG"),
    "sixteen-bit.png": lambda image: encoded(sixteen_bit_grey(image), "PNG"),
    "palette.png": lambda image: encoded(image.quantize(256), "PNG"),
    "alpha.png": lambda image: encoded(transparent(image), "PNG"),
    "plain.webp": lambda image: encoded(image, "WEBP", quality=90),
    "phone.heic": lambda image: encoded(image, "HEIF", quality=90),
    "plain.avif": lambda image: encoded(image, "AVIF", quality=80),
    "plain.tif": lambda image: encoded(image, "TIFF"),
    "sixteen-bit.tiff": lambda image: encoded(sixteen_bit_grey(image), "TIFF"),
    "animated.gif": lambda image: encoded(
        image, "GIF", save_all=True, append_images=[picture(9)], duration=100
    ),
    "plain.BMP": lambda image: encoded(image, "BMP"),
}
