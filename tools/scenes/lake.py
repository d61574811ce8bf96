"""A mountain lake: rock and snow above a shore with spruces."""

from typing import Any

import numpy as np

from . import meshes, plants
from .graph import Haze, material
from .noise import Field, eroded, fbm, ridged, smooth
from .shot import Shot
from .stage import Sky, light

SKIES = {
    "morning": Sky(26, -118, 0.24, 12, (1, 0.88, 0.72), clouds=0.42, shift=3.1),
    "noon": Sky(52, 140, 0.22, 12.0, clouds=0.5, shift=8.4),
    "evening": Sky(
        10,
        105,
        0.32,
        9.0,
        (1, 0.62, 0.36),
        clouds=0.4,
        shift=5.5,
        cloud_light=(0.95, 0.66, 0.5),
        cloud_dark=(0.4, 0.34, 0.4),
    ),
}
HAZES = {
    "morning": Haze((0.42, 0.52, 0.68), 0.00007),
    "noon": Haze((0.45, 0.6, 0.85), 0.00006),
    "evening": Haze((0.5, 0.38, 0.36), 0.00008),
}


def height(x: Field, y: Field) -> Field:
    """Metres above the water."""
    near = smooth(150, 700, np.hypot(x, y))
    bend = 60 * fbm(x / 300, y / 300, 3, 5) * near
    away = np.hypot((x + 30 + bend) / 520, (y - 470 + bend) / 455) - 1
    # Two low points of land reach into the picture from its sides.
    away += 0.16 * smooth(9, 40, -x) * smooth(75, 25, y) + 0.2 * smooth(24, 70, x) * smooth(
        110, 50, y
    )
    walls = smooth(0.0, 3.0, away + 0.08 * fbm(x / 180, y / 180, 3, 8))
    peaks = 520 * ridged(x / 1500 + 3.3, y / 1500 + 1.2, 9, 21) + 420 * eroded(
        x / 700, y / 700, 9, 4
    )
    shore = np.clip(away, -0.3, 0.25) * 60 + 3 * fbm(x / 40, y / 40, 5, 9) * smooth(0.0, 0.1, away)
    # The meadow where the camera stands stays low.
    level: Field = shore * (0.25 + 0.75 * near) + walls * (peaks + 420) * near * (
        0.55 + 0.5 * smooth(0, 3000, y)
    )
    return level


def _ground(haze: Haze) -> Any:
    """Rock, grass below, snow above where it is not too steep."""
    made, g = material("ground")
    place = g.world_point()
    z = g.split(place)[2]
    up = g.split(g.add("NewGeometry", {}).outputs["Normal"])[2]
    rough = g.noise(place, 0.02, 6)
    rock = g.ramp(
        g.noise(g.stretch(place, (1, 1, 2)), 0.012, 7, 0.8),
        [(0.3, (0.07, 0.065, 0.06)), (0.55, (0.2, 0.185, 0.17)), (0.75, (0.32, 0.3, 0.27))],
    )
    grass = g.ramp(
        g.noise(place, 0.05, 5), [(0.3, (0.03, 0.055, 0.012)), (0.7, (0.11, 0.13, 0.035))]
    )
    lower = g.math("ADD", z, g.math("MULTIPLY", rough, -260))
    green = g.math("MULTIPLY", g.mask(lower, 260, 60), g.mask(up, 0.55, 0.8))
    snowy = g.math(
        "MULTIPLY",
        g.mask(lower, 230, 400),
        g.mask(g.math("ADD", up, g.math("MULTIPLY", rough, 0.25)), 0.72, 0.84),
    )
    color = g.mix(snowy, g.mix(green, rock, grass), (0.82, 0.84, 0.88))
    gravel = g.mix(g.noise(place, 5, 6), (0.025, 0.023, 0.02), (0.15, 0.135, 0.115))
    color = g.mix(g.mask(z, 0.9, 0.3), color, gravel)
    bumps = g.bump(g.noise(place, 0.09, 7), 7.0, g.bump(g.cells(place, 3.0), 0.06))
    g.finish(g.surface(color, 0.9, bumps), haze)
    return made


def _water() -> Any:
    """Clear dark water with small ripples, calmer in streaks."""
    made, g = material("water")
    place = g.world_point()
    calm = g.mask(g.noise(g.stretch(place, (0.3, 1, 1)), 0.02, 3), 0.35, 0.65)
    ripple = g.math("MULTIPLY", g.noise(g.stretch(place, (0.6, 1.3, 1)), 1.6, 4), calm)
    normal = g.bump(ripple, 0.012, g.bump(g.noise(place, 0.3, 2), 0.008))
    g.finish(g.surface((0.004, 0.022, 0.024), 0.03, normal, IOR=1.33))
    return made


def _trees(haze: Haze) -> None:
    """Spruces on the lower slopes, thick and far, and a few big ones by the camera."""
    stuff = plants.needles("needles", haze, (0.035, 0.06, 0.022))
    trees = [plants.conifer(f"spruce{i}", i, stuff, 0.15 + 0.02 * i) for i in range(4)]
    rng = np.random.default_rng(12)
    x, y = rng.uniform(-1300, 1300, 26000), rng.uniform(-60, 2300, 26000)
    z = height(x, y)
    thick = fbm(x / 160, y / 160, 4, 33) + 0.5 - z / 330
    keep = (z > 3) & (z < 330) & (thick > 0) & (np.hypot(x, y) > 130) & (np.abs(x) < 260 + 0.75 * y)
    plants.wood(trees, np.stack([x, y, z - 0.4], -1)[keep][:9000], (1.3, 2.6), 3)
    near = np.array(
        [
            (-21, 26),
            (-26, 34),
            (-30, 41),
            (44, 50),
            (52, 61),
            (-34, 30),
            (58, 53),
            (-27, 22),
            (-40, 47),
            (66, 60),
        ]
    )
    z = height(near[:, 0].astype(float), near[:, 1].astype(float))
    plants.wood(trees, np.column_stack([near, z - 0.2]), (1.0, 1.9), 8)


def _shore(haze: Haze) -> None:
    """Stones and grass near the camera."""
    stone, g = material("stone")
    g.finish(
        g.surface(
            g.mix(g.noise(g.point(), 2.5, 9), (0.03, 0.03, 0.029), (0.24, 0.225, 0.2)),
            0.8,
            g.bump(g.noise(g.point(), 6, 9), 0.06),
        ),
        haze,
    )
    rocks = [meshes.rock(f"rock{i}", 70 + i, stone, 4, 0.7) for i in range(5)]
    rng = np.random.default_rng(44)
    x, y = rng.uniform(-28, 28, 7000), rng.uniform(4, 40, 7000)
    z = height(x, y)
    for i in np.flatnonzero((z > -0.5) & (z < 1.3)):
        size = 0.06 + 0.5 * rng.random() ** 6
        meshes.place(
            rocks[i % 5],
            (x[i], y[i], z[i]),
            tuple(rng.uniform(0, 6, 3)),
            (size * 1.3, size, size * 0.7),
        )
    leaf, g = material("grass")
    g.finish(g.surface(g.mix(g.per_object(), (0.05, 0.085, 0.015), (0.16, 0.16, 0.04)), 0.6), haze)
    tufts = [plants.tuft(f"tuft{i}", i, leaf) for i in range(4)]
    x, y = rng.uniform(-30, 30, 9000), rng.uniform(1, 45, 9000)
    z = height(x, y)
    keep = (z > 0.8 + 0.5 * rng.random(9000)) & (fbm(x / 3, y / 3, 3, 2) > -0.4)
    plants.wood(tufts, np.stack([x, y, z], -1)[keep], (0.6, 1.5), 5)


def build(shot: Shot) -> None:
    """Build the lake in the shot's light."""
    haze = HAZES[shot.mood]
    light(SKIES[shot.mood])
    x, y = np.meshgrid(
        meshes.spread(-3600, 3600, 900, 0, 0.004), meshes.spread(-80, 5600, 900, 0, 0.004)
    )
    meshes.grid("ground", x, y, height(x, y), _ground(haze))
    x, y = np.meshgrid(np.linspace(-3000, 3000, 2), np.linspace(-200, 3000, 2))
    meshes.grid("water", x, y, 0 * x, _water())
    _trees(haze)
    _shore(haze)
