"""A hillside of spruces in fog."""

import numpy as np

from . import meshes, plants
from .graph import Haze, material
from .noise import Field, fbm, smooth
from .shot import Shot
from .stage import Sky, light

SKIES = {
    "grey": Sky(
        30,
        150,
        0.05,
        0.6,
        (0.95, 0.97, 1),
        soft=25,
        clouds=1.0,
        cloud_light=(0.85, 0.88, 0.92),
        cloud_dark=(0.62, 0.66, 0.71),
        horizon=(0.72, 0.76, 0.8),
    ),
    "lifting": Sky(
        14,
        35,
        0.1,
        5.0,
        (1, 0.85, 0.66),
        soft=3,
        clouds=0.8,
        shift=4.0,
        cloud_light=(1.1, 1.0, 0.88),
        cloud_dark=(0.62, 0.66, 0.72),
        horizon=(0.95, 0.86, 0.74),
    ),
}
HAZES = {
    "grey": Haze((0.68, 0.72, 0.76), 0.0075, 60),
    "lifting": Haze((0.9, 0.8, 0.68), 0.006, 45),
    "hill": Haze((0.68, 0.72, 0.76), 0.0026, 70),
    "hill late": Haze((0.93, 0.88, 0.82), 0.0024, 55),
}


def height(x: Field, y: Field) -> Field:
    """A valley in front of rising ridges."""
    rise = 0.42 * np.maximum(y - 60, 0) * smooth(40, 400, y) * 0.5
    folds = 46 * fbm(x / 190 + 0.3, y / 150, 3, 6) * smooth(30, 250, y)
    bank = 0.11 * np.abs(x) * smooth(6, 60, np.abs(x)) * smooth(120, 30, y)
    level: Field = rise + folds + bank - 9 * smooth(15, 70, y) + 0.5 * fbm(x / 9, y / 9, 3, 2)
    return level


def _floor(haze: Haze) -> None:
    """Moss, needles and rotting leaves, worn to a path in the middle."""
    made, g = material("floor")
    place = g.world_point()
    moss = g.ramp(
        g.noise(place, 1.1, 9),
        [(0.35, (0.045, 0.03, 0.016)), (0.5, (0.06, 0.055, 0.02)), (0.66, (0.07, 0.105, 0.025))],
    )
    bent = g.math("ADD", g.split(place)[0], g.math("MULTIPLY", g.noise(place, 0.12, 2), 7))
    path = g.mask(g.math("ABSOLUTE", g.math("SUBTRACT", bent, 3.5)), 1.6, 0.7)
    earth = g.mix(g.noise(place, 7, 9), (0.07, 0.05, 0.034), (0.2, 0.155, 0.11))
    normal = g.bump(g.noise(place, 9, 9), 0.12)
    g.finish(g.surface(g.mix(path, moss, earth), 0.85, normal), haze)
    x, y = np.meshgrid(
        meshes.spread(-900, 900, 500, 0, 0.03), meshes.spread(-40, 1500, 600, 0, 0.03)
    )
    meshes.grid("floor", x, y, height(x, y), made)


def _stand(haze: Haze) -> None:
    """The wood: open around the path, dense on the slopes."""
    stuff = plants.needles("needles", haze, (0.04, 0.062, 0.026))
    trees = [plants.conifer(f"spruce{i}", 30 + i, stuff, 0.17 + 0.015 * i, 30) for i in range(5)]
    rng = np.random.default_rng(8)
    x, y = rng.uniform(-620, 620, 24000), rng.uniform(8, 1250, 24000)
    gap = np.abs(x) - 5 - 0.05 * y
    thin = rng.random(24000) < np.where(y < 90, 0.16, 0.62)
    keep = thin & ((gap > 0) | (y > 110)) & (np.abs(x) < 30 + 0.6 * y) & (np.hypot(x, y) > 13)
    spots = np.stack([x, y, height(x, y) - 0.3], -1)[keep]
    plants.wood(trees, spots[:10000], (1.1, 2.7), 4)


def _undergrowth(haze: Haze) -> None:
    """Grass and fern-like tufts by the path."""
    leaf, g = material("grass")
    g.finish(g.surface(g.mix(g.per_object(), (0.06, 0.085, 0.02), (0.17, 0.14, 0.05)), 0.6), haze)
    tufts = [plants.tuft(f"tuft{i}", i, leaf, 36, 0.4) for i in range(4)]
    rng = np.random.default_rng(6)
    x, y = rng.uniform(-26, 26, 9000), rng.uniform(1, 50, 9000)
    keep = (np.abs(x) > 1.3 + 0.6 * rng.random(9000)) & (fbm(x / 3, y / 3, 3, 2) > -0.25)
    plants.wood(tufts, np.stack([x, y, height(x, y)], -1)[keep][:5000], (0.5, 1.4), 5)


def build(shot: Shot) -> None:
    """Build the wood in the shot's weather."""
    haze = HAZES[shot.mood]
    light(SKIES["lifting" if shot.mood in ("lifting", "hill late") else "grey"])
    _floor(haze)
    _stand(haze)
    _undergrowth(haze)
