"""A log cabin: walls of round logs, a snowed-up roof, lit windows."""

from typing import Any

import numpy as np

from . import meshes
from .graph import material
from .noise import fbm
from .shot import Vec
from .stage import lamp

LONG, DEEP, WALL, RIDGE = 7.6, 5.6, 2.5, 4.6  # metres


def _timber() -> Any:
    """Weathered log: grain along the log, cracks, each log its own tone."""
    made, g = material("timber")
    place = g.stretch(g.point(), (14, 14, 1.1))
    grain = g.noise(place, 2.2, 8, 0.8)
    color = g.ramp(
        grain,
        [(0.3, (0.045, 0.025, 0.014)), (0.55, (0.15, 0.085, 0.046)), (0.75, (0.26, 0.16, 0.09))],
    )
    color = g.mix(g.math("MULTIPLY", g.per_object(), 0.5), color, (0.07, 0.05, 0.036))
    g.finish(g.surface(color, 0.75, g.bump(grain, 0.02)))
    return made


def _walls(timber: Any) -> None:
    """Logs laid crosswise, their ends standing out at the corners."""
    log = meshes.lathe(
        "log", [(0.0001, -0.5), (1.0, -0.5), (1.0, 0.0), (1.0, 0.5), (0.0001, 0.5)], timber, 24
    )
    rng = np.random.default_rng(2)
    for i in range(11):
        z = 0.12 + i * 0.225
        for side in (-1, 1):
            thick = 0.118 * rng.uniform(0.95, 1.05)
            at = (rng.normal(0, 0.03), side * DEEP / 2, z)
            meshes.place(log, at, (0, 1.5708, rng.uniform(0, 0.004)), (thick, thick, LONG + 0.5))
            at = (side * LONG / 2, rng.normal(0, 0.03), z + 0.11)
            meshes.place(log, at, (1.5708, 0, 0), (thick, thick, DEEP + 0.5))
    for i in range(9):
        z = WALL + 0.16 + i * 0.225
        reach = DEEP * (1 - (z - WALL) / (RIDGE - WALL + 0.1))
        for side in (-1, 1):
            meshes.place(
                log, (side * LONG / 2, 0, z), (1.5708, 0, 0), (0.116, 0.116, max(reach, 0.1))
            )


def _roof(timber: Any, snow: Any) -> None:
    """Boards with a thick quilt of snow that rounds over the eaves."""
    slope = np.arctan2(RIDGE - WALL, DEEP / 2)
    reach = DEEP / 2 / np.cos(slope) + 0.75
    for side in (-1, 1):
        middle = reach / 2
        at = (0.0, side * middle * np.cos(slope), RIDGE + 0.2 - middle * np.sin(slope))
        tilt = (-side * slope, 0.0, 0.0)
        meshes.place(meshes.box("boards", (LONG + 1.5, reach, 0.09), timber), at, tilt)
        u, v = np.meshgrid(np.linspace(-1, 1, 160), np.linspace(-1, 1, 100))
        rim = np.clip(np.minimum(1 - np.abs(u) ** 14, 1 - np.abs(v) ** 10), 0, 1) ** 0.5
        deep = (0.4 + 0.06 * fbm(u * 3 + 7, v * 2 + side * 5, 3, 4)) * rim
        x, y = u * (LONG / 2 + 0.83), v * (middle + 0.1) + 0.04 * fbm(u * 8, v * 3, 3, 9)
        quilt = meshes.grid("quilt", x, y, deep + 0.06, snow)
        quilt.location, quilt.rotation_euler = at, tilt
    stone, g = material("chimney")
    g.finish(
        g.surface(
            g.mix(g.cells(g.point(), 5), (0.06, 0.055, 0.05), (0.3, 0.28, 0.25)),
            0.85,
            g.bump(g.cells(g.point(), 5, "DISTANCE_TO_EDGE"), 0.06),
        )
    )
    meshes.place(meshes.box("chimney", (0.75, 0.75, 1.7), stone, 0.04), (1.9, 0.9, RIDGE - 0.9))
    meshes.place(
        meshes.rock("cap", 8, snow, 4, 0), (1.9, 0.9, RIDGE + 0.85), size=(0.46, 0.46, 0.22)
    )


def _opening(at: Vec, wide: float, high: float, timber: Any, power: float) -> None:
    """A window in the front wall: frame, cross bars, warm panes, snow on the sill."""
    made, g = material("pane")
    fall = g.split(g.point("Generated"))[2]
    tone = g.mix(g.noise(g.point(), 2.2, 3), (1.0, 0.42, 0.12), (1.0, 0.66, 0.3))
    lit = g.glow(tone, g.math("MULTIPLY", g.math("ADD", 0.35, fall), power))
    g.finish(g.add("AddShader", {0: lit, 1: g.surface((0.02, 0.02, 0.02), 0.05)}).outputs[0])
    x, y, z = at
    meshes.place(meshes.box("pane", (wide, 0.04, high), made), (x, y, z))
    for dx in (-wide / 2, 0.0, wide / 2):
        meshes.place(
            meshes.box("post", (0.075, 0.12, high + 0.08), timber, 0.01), (x + dx, y - 0.03, z)
        )
    for dz in (0.0, high / 2, high):
        meshes.place(
            meshes.box("bar", (wide + 0.14, 0.11, 0.075), timber, 0.01), (x, y - 0.03, z + dz)
        )
    if power > 2:
        lamp(
            "AREA",
            (x, y - 0.2, z + high / 2),
            (x, y - 3, z - 1),
            26 * wide,
            (1.0, 0.55, 0.22),
            wide,
        )


def cabin(mood: str, snow: Any) -> None:
    """The cabin, turned a little from the camera."""
    timber = _timber()
    _walls(timber)
    _roof(timber, snow)
    power = 7.0 if mood == "dusk" else 0.9
    front = -DEEP / 2 - 0.13
    _opening((-2.1, front, 0.95), 1.25, 1.05, timber, power)
    _opening((2.35, front, 0.95), 1.1, 1.05, timber, power)
    meshes.place(meshes.box("door", (1.0, 0.1, 1.95), timber, 0.01), (0.35, front, 0.05))
    meshes.place(meshes.box("lintel", (1.3, 0.2, 0.16), timber, 0.02), (0.35, front, 2.0))
    rng = np.random.default_rng(7)
    log = meshes.lathe(
        "billet", [(0.0001, -0.25), (1, -0.25), (1, 0.25), (0.0001, 0.25)], timber, 14
    )
    for i in range(44):
        at = (
            -3.55 + 0.19 * (i % 5),
            front - 0.2 + 0.04 * rng.random(),
            0.08 + 0.165 * (i // 5) * 0.7,
        )
        meshes.place(log, at, (1.57, rng.uniform(0, 6), 0), (0.085, 0.085, 0.9))
