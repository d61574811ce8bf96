"""Towers beyond water at dusk, with lit windows."""

from typing import Any

import numpy as np

from . import meshes
from .graph import Color, Haze, material
from .shot import Shot
from .stage import Sky, light

SKIES = {
    "sunset": Sky(
        1.5,
        -50,
        0.5,
        1.2,
        (1, 0.5, 0.3),
        soft=2,
        clouds=0.4,
        shift=2.2,
        dust=2.0,
        cloud_light=(0.85, 0.42, 0.32),
        cloud_dark=(0.22, 0.2, 0.3),
    ),
    "blue": Sky(
        -2.5,
        -50,
        1.3,
        0,
        clouds=0.34,
        shift=2.6,
        dust=2.0,
        cloud_light=(0.13, 0.09, 0.12),
        cloud_dark=(0.035, 0.045, 0.085),
    ),
}
HAZES = {
    "sunset": Haze((0.5, 0.32, 0.3), 0.00012),
    "blue": Haze((0.09, 0.1, 0.16), 0.0001),
}
LIT = {"sunset": (0.1, 1.3), "blue": (0.3, 1.6)}  # part of the windows lit, and how bright
WARM: tuple[Color, ...] = ((1.0, 0.62, 0.3), (1.0, 0.76, 0.5), (0.8, 0.9, 1.0))


def _facade(name: str, wall: Color, pane: tuple[float, float], share: float, mood: str) -> Any:
    """A wall of panes (width, height in metres); share of each cell is glass."""
    haze, (part, power) = HAZES[mood], LIT[mood]
    made, g = material(name)
    x, y, z = g.split(g.world_point())
    along = g.math("DIVIDE", g.math("ADD", x, g.math("MULTIPLY", y, 1.0)), pane[0])
    up = g.math("DIVIDE", z, pane[1])
    cell = g.add(
        "CombineXYZ", {0: g.math("FLOOR", along), 1: g.math("FLOOR", up), 2: g.per_object()}
    ).outputs[0]
    row = g.add("CombineXYZ", {0: g.math("FLOOR", up), 1: g.per_object()}).outputs[0]
    inside = g.math(
        "MULTIPLY",
        g.math("LESS_THAN", g.math("FRACT", along), share),
        g.math("LESS_THAN", g.math("FRACT", up), 0.72),
    )
    # Whole floors tend to be lit or dark together, as offices are.
    chance = g.math(
        "ADD", g.math("MULTIPLY", g.dice(cell), 0.65), g.math("MULTIPLY", g.dice(row), 0.35)
    )
    on = g.math("MULTIPLY", inside, g.math("LESS_THAN", chance, 0.2 + part * 0.62))
    hue = g.ramp(g.dice(g.stretch(cell, (1.7, 2.3, 1.1))), [(i / 2, c) for i, c in enumerate(WARM)])
    level = g.math(
        "MULTIPLY", g.math("POWER", g.dice(g.stretch(cell, (3.1, 1.3, 2.7))), 2.0), power
    )
    glass = g.surface((0.02, 0.025, 0.03), 0.08, Metallic=0.0, Specular_IOR_Level=0.9)
    stone = g.surface(wall, 0.55)
    front = g.blend(inside, stone, glass)
    glowing = g.add("AddShader", {0: front, 1: g.glow(hue, g.math("MULTIPLY", on, level))}).outputs[
        0
    ]
    g.finish(glowing, haze)
    return made


def _tower(
    rng: np.random.Generator, x: float, y: float, high: float, stuff: Any, crown: Any
) -> None:
    """One tower: a shaft, often set back near the top, with plant or a mast on the roof."""
    wide, deep = rng.uniform(26, 52), rng.uniform(26, 48)
    turn = (0.0, 0.0, rng.choice([0.0, 0.0, 0.25, -0.3]))
    steps = 1 + int(rng.random() < 0.5) + int(high > 190)
    base = 0.0
    for i in range(steps):
        top = high * (1 - 0.5 ** (i + 1)) if i < steps - 1 else high
        shrink = 1 - 0.17 * i
        part = meshes.box("shaft", (wide * shrink, deep * shrink, top - base), stuff)
        meshes.place(part, (x, y, base), turn)
        base = top
    small = meshes.box("plant", (wide * 0.4, deep * 0.4, 6), crown)
    meshes.place(small, (x + rng.uniform(-4, 4), y, base), turn)
    if high > 210:
        mast = meshes.lathe("mast", [(1.6, 0), (0.9, 25), (0.2, 26), (0.2, 48)], crown, 8)
        meshes.place(mast, (x, y, base + 6))


def _towers(mood: str) -> None:
    """A skyline, highest near its middle."""
    rng = np.random.default_rng(31)
    kinds = [
        _facade("steel", (0.12, 0.13, 0.14), (3.2, 3.8), 0.86, mood),
        _facade("brick", (0.2, 0.12, 0.085), (4.6, 3.6), 0.5, mood),
        _facade("stone", (0.32, 0.3, 0.27), (3.8, 3.9), 0.6, mood),
        _facade("dark", (0.04, 0.045, 0.05), (2.6, 3.7), 0.9, mood),
        _facade("white", (0.42, 0.42, 0.42), (5.5, 3.3), 0.7, mood),
    ]
    crown, g = material("crown")
    g.finish(g.surface((0.09, 0.09, 0.1), 0.6), HAZES[mood])
    for row, y in enumerate((900, 980, 1070, 1180, 1300, 1450)):
        for x in np.arange(-1500, 1500, 64) + rng.uniform(-22, 22):
            crowd = np.exp(-(((x + 80) / 420) ** 2)) + 0.5 * np.exp(-(((x - 640) / 200) ** 2))
            high = 22 + 26 * row**0.5 + 210 * crowd * rng.beta(1.6, 2.2) + rng.uniform(0, 30)
            if rng.random() < 0.86:
                _tower(rng, x + rng.uniform(-16, 16), y, high, kinds[rng.integers(5)], crown)


def _quay(mood: str) -> None:
    """The bank: a wall, a street with lamps, trees as dark clumps."""
    wall, g = material("quay")
    g.finish(
        g.surface(g.mix(g.noise(g.point(), 0.4, 8), (0.05, 0.05, 0.05), (0.16, 0.15, 0.14)), 0.8),
        HAZES[mood],
    )
    meshes.place(meshes.box("quay", (4000, 900, 3.2), wall), (0, 1310, -0.4))
    leaf, g = material("leaf")
    g.finish(g.surface((0.02, 0.03, 0.012), 0.9), HAZES[mood])
    bulb, g = material("bulb")
    g.finish(g.glow((1.0, 0.66, 0.33), 26.0 if mood == "blue" else 14.0))
    lantern = meshes.lathe("bulb", [(0, 0), (0.42, 0.4), (0, 0.8)], bulb, 8)
    bush = meshes.rock("tree", 3, leaf, 4, 0.8)
    rng = np.random.default_rng(9)
    for x in np.arange(-1400, 1400, 24.0):
        meshes.place(lantern, (x, 864, 8.5))
        if rng.random() < 0.7:
            size = rng.uniform(3.5, 7)
            meshes.place(bush, (x + rng.uniform(-9, 9), 872, 3 + size * 0.8), (0, 0, x), size)


def _water(mood: str) -> None:
    """The river: choppy, so that lights run down it in long streaks."""
    made, g = material("water")
    place = g.world_point()
    chop = g.noise(g.stretch(place, (0.5, 1, 1)), 0.35, 5)
    normal = g.bump(chop, 0.5, g.bump(g.noise(place, 0.05, 2), 0.8))
    g.finish(g.surface((0.006, 0.012, 0.018), 0.06, normal, IOR=1.33), HAZES[mood])
    x, y = np.meshgrid(np.linspace(-6000, 6000, 2), np.linspace(-300, 9000, 2))
    meshes.grid("water", x, y, 0 * x, made)


def build(shot: Shot) -> None:
    """Build the city in the shot's light."""
    light(SKIES[shot.mood])
    _water(shot.mood)
    _quay(shot.mood)
    _towers(shot.mood)
