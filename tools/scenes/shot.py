"""What one photo is: where the camera stands, and what its EXIF says."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Vec = tuple[float, float, float]


@dataclass(frozen=True)
class Shot:
    """One photo of a scene; lengths in metres, angles in degrees."""

    name: str
    scene: str  # the module that builds it
    eye: Vec
    look: Vec
    mood: str
    taken: str = ""  # EXIF local time; empty: the photo carries no time
    zone: str = "+00:00"
    gps: Vec | None = None  # latitude, longitude, altitude
    lens: float = 26.0  # 35 mm equivalent
    size: tuple[int, int] = (1024, 768)
    focus: float = 0.0  # distance in focus; 0: everything is sharp
    fstop: float = 2.8
    exposure: float = 0.0
    glow: float = 0.15
    sideways: bool = False  # stored turned, with an EXIF Orientation to turn it back


def shots(path: Path) -> list[Shot]:
    """The shots that a TOML file lists, a table each."""
    with path.open("rb") as file:
        tables = tomllib.load(file)
    return [_shot(name, table) for name, table in tables.items()]


def _shot(name: str, table: dict[str, Any]) -> Shot:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    return Shot(name=name, **fields)
