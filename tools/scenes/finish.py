"""From a rendered picture to the JPEG a phone would have written."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter
from PIL.TiffImagePlugin import IFDRational

from .noise import Field
from .shot import Shot

LARGEST = 93_000  # bytes; all photos together stay under 3 MB
IFD_EXIF, IFD_GPS = 0x8769, 0x8825


def develop(picture: Image.Image, shot: Shot) -> Image.Image:
    """Add what a lens and a sensor add: glow, darker corners, grain."""
    rgb: Field = np.asarray(picture.convert("RGB"), dtype=float) / 255
    bright = Image.fromarray((np.clip(rgb - 0.72, 0, 1) * 3.5 * 255).clip(0, 255).astype("uint8"))
    halo = bright.filter(ImageFilter.GaussianBlur(picture.width / 70))
    rgb = 1 - (1 - rgb) * (1 - shot.glow * np.asarray(halo) / 255)
    height, width = rgb.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    rgb *= (1 - 0.11 * (x * x + y * y) ** 1.2)[..., None]
    # Seeded by the name, so that a second run gives the same grain.
    rng = np.random.default_rng(sum(shot.name.encode()))
    grain = rng.normal(0, 0.0085, (height, width, 1)) + rng.normal(0, 0.003, rgb.shape)
    return Image.fromarray(((rgb + grain) * 255).clip(0, 255).astype("uint8"))


def _degrees(angle: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    """An angle as EXIF wants it: degrees, minutes and seconds."""
    seconds = round(abs(angle) * 360_000)
    whole, rest = divmod(seconds, 360_000)
    minutes, rest = divmod(rest, 6_000)
    return IFDRational(whole, 1), IFDRational(minutes, 1), IFDRational(rest, 100)


def exif(shot: Shot) -> Image.Exif:
    """The EXIF of a shot; it says openly that the camera is a virtual one."""
    data = Image.Exif()
    data[0x010F], data[0x0110] = "photograph", "Virtual Camera"
    data[0x0131] = "photograph tools/render.py"
    data[0x0112] = 6 if shot.sideways else 1
    detail = data.get_ifd(IFD_EXIF)
    detail[0x9000] = b"0232"
    detail[0xA405] = round(shot.lens)
    detail[0x829D] = IFDRational(round(shot.fstop * 10), 10)
    if shot.taken:
        data[0x0132] = detail[0x9003] = detail[0x9004] = shot.taken
        detail[0x9010] = detail[0x9011] = detail[0x9012] = shot.zone
    if shot.gps:
        latitude, longitude, altitude = shot.gps
        data.get_ifd(IFD_GPS).update(
            {
                0: b"\2\3\0\0",
                1: "N" if latitude >= 0 else "S",
                2: _degrees(latitude),
                3: "E" if longitude >= 0 else "W",
                4: _degrees(longitude),
                5: b"\0" if altitude >= 0 else b"\1",
                6: IFDRational(round(abs(altitude) * 10), 10),
            }
        )
    return data


def save(picture: Image.Image, shot: Shot, folder: Path) -> Path:
    """Write the JPEG at the best quality that stays small."""
    path = folder / f"{shot.name}.jpg"
    if shot.sideways:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    for quality in range(88, 40, -3):
        picture.save(path, quality=quality, optimize=True, progressive=True, exif=exif(shot))
        if path.stat().st_size <= LARGEST:
            break
    return path


def shrink(source: Path, target: Path, width: int, quality: int) -> None:
    """A smaller, harder compressed copy, as messengers make; it keeps the EXIF."""
    with Image.open(source) as picture:
        height = round(picture.height * width / picture.width)
        small = picture.resize((width, height), Image.Resampling.LANCZOS)
        small.save(target, quality=quality, exif=picture.getexif())
