"""Sand dunes in low sun, with wind ripples and a line of footprints."""

from typing import Any

import numpy as np

from . import meshes, plants
from .graph import Haze, material
from .noise import Field, fbm, smooth
from .shot import Shot
from .stage import Sky, light

SKIES = {
    "dawn": Sky(
        9,
        -62,
        0.26,
        8.0,
        (1, 0.68, 0.42),
        dust=2.0,
        clouds=0.12,
        shift=1.0,
        cloud_light=(1.0, 0.75, 0.6),
        cloud_dark=(0.6, 0.5, 0.55),
    ),
    "late": Sky(15, 68, 0.22, 9.0, (1, 0.74, 0.5), dust=1.5),
    "dusk": Sky(
        5,
        40,
        0.36,
        7.0,
        (1, 0.52, 0.28),
        dust=3.0,
        clouds=0.3,
        shift=6.0,
        cloud_light=(1.0, 0.6, 0.42),
        cloud_dark=(0.5, 0.38, 0.45),
    ),
}
HAZES = {
    "dawn": Haze((0.75, 0.55, 0.42), 0.00035),
    "late": Haze((0.65, 0.58, 0.5), 0.0003),
    "dusk": Haze((0.85, 0.5, 0.32), 0.0005),
}


def _ridge(x: Field, y: Field, length: float, seed: int) -> Field:
    """Waves with a long windward slope, a sharp crest and a short lee slope; 0..1."""
    bend = 0.55 * fbm(x / length / 1.6, y / length / 2.2, 2, seed)
    phase = (x * 0.72 + y * 0.5) / length + bend
    t = phase - np.floor(phase)
    rise = smooth(0.0, 1.0, t / 0.72) * 0.5 + 0.5 * (t / 0.72)
    fall = (1 - t) / 0.28
    wave: Field = np.minimum(rise, np.minimum(fall, 1.0))
    return wave


def height(x: Field, y: Field) -> Field:
    """Metres of sand."""
    big = 46 * _ridge(x, y, 260, 3) * (0.55 + 0.45 * fbm(x / 500, y / 500, 2, 7))
    small = 7 * _ridge(x + 90, y - 40, 75, 15) * smooth(-0.3, 0.5, fbm(x / 150, y / 150, 2, 9))
    far = 60 * smooth(600, 3000, np.hypot(x, y)) * fbm(x / 900, y / 900, 2, 31)
    level: Field = big + small + far + 1.2 * fbm(x / 40, y / 40, 2, 18)
    return level


def _sand(haze: Haze) -> Any:
    """Orange sand, rippled across the wind, finely grained."""
    made, g = material("sand")
    place = g.world_point()
    wide = g.noise(place, 0.08, 4)
    color = g.mix(wide, (0.5, 0.235, 0.095), (0.62, 0.33, 0.15))
    color = g.mix(g.math("MULTIPLY", g.noise(place, 180, 3), 0.5), color, (0.3, 0.13, 0.05))
    warp = g.mix(
        0.12, place, g.add("TexNoise", {"Vector": place, "Scale": 0.35, "Detail": 3.0}).outputs[1]
    )
    waves = g.add(
        "TexWave",
        {"Vector": warp, "Scale": 2.6, "Distortion": 2.5, "Detail": 2.0, "Detail Scale": 0.8},
        bands_direction="DIAGONAL",
    ).outputs[1]
    patch = g.mask(g.noise(place, 0.05, 3), 0.3, 0.6)
    normal = g.bump(g.math("MULTIPLY", waves, patch), 0.035)
    normal = g.bump(g.noise(place, 60, 3), 0.006, normal)
    g.finish(g.surface(color, 0.85, normal), haze)
    return made


def _walk(x: Field, y: Field, z: Field) -> Field:
    """Press a line of footprints into the sand."""
    for step in range(46):
        along = 4 + 0.75 * step
        side = 0.16 if step % 2 else -0.16
        px, py = 1.2 + side + 3.2 * np.sin(along / 13), along
        away = np.hypot((x - px) / 0.13, (y - py) / 0.2)
        z = (
            z
            - 0.075 * smooth(1.1, 0.7, away)
            + 0.03 * smooth(1.7, 1.2, away) * smooth(0.8, 1.2, away)
        )
    return z


def build(shot: Shot) -> None:
    """Build the dunes in the shot's light."""
    haze = HAZES[shot.mood]
    light(SKIES[shot.mood])
    sand = _sand(haze)
    x, y = np.meshgrid(
        meshes.spread(-4500, 4500, 1000, 0, 0.02), meshes.spread(-60, 7000, 1000, 0, 0.02)
    )
    meshes.grid("dunes", x, y, height(x, y) - 0.35 * smooth(25, 15, np.hypot(x, y - 18)), sand)
    x, y = np.meshgrid(np.linspace(-14, 14, 700), np.linspace(0, 38, 900))
    edge = smooth(19, 15.5, np.hypot(x, y - 18.5))
    meshes.grid("walk", x, y, _walk(x, y, height(x, y)) - 0.6 * (1 - edge), sand)
    leaf, g = material("grass")
    g.finish(g.surface(g.mix(g.per_object(), (0.1, 0.1, 0.035), (0.3, 0.24, 0.1)), 0.7), haze)
    tufts = [plants.tuft(f"tuft{i}", i, leaf, 70, 0.6) for i in range(3)]
    rng = np.random.default_rng(5)
    spots = np.concatenate([rng.normal((-5, 15), 1.6, (10, 2)), rng.normal((7, 26), 2.2, (12, 2))])
    z = height(spots[:, 0], spots[:, 1])
    plants.wood(tufts, np.column_stack([spots, z]), (0.5, 1.3), 6)
