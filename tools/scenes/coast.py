"""Surf and rocks on a beach at sunset."""

from typing import Any

import numpy as np

from . import meshes
from .graph import Haze, material
from .noise import Field, fbm, ridged, smooth
from .shot import Shot
from .stage import Sky, light

SKIES = {
    "gold": Sky(
        7,
        14,
        0.22,
        6.0,
        (1, 0.6, 0.3),
        clouds=0.6,
        shift=3.3,
        dust=2.5,
        cloud_light=(1.0, 0.55, 0.28),
        cloud_dark=(0.34, 0.25, 0.29),
        horizon=(1.1, 0.56, 0.25),
    ),
    "red": Sky(
        3,
        16,
        0.32,
        4.0,
        (1, 0.4, 0.17),
        clouds=0.64,
        shift=3.6,
        dust=3.0,
        cloud_light=(0.8, 0.27, 0.16),
        cloud_dark=(0.16, 0.12, 0.18),
        horizon=(0.95, 0.33, 0.13),
    ),
    "day": Sky(34, 120, 0.2, 9.0, (1, 0.92, 0.8), clouds=0.4, shift=7.0),
}
HAZES = {
    "gold": Haze((0.9, 0.6, 0.42), 0.0012),
    "red": Haze((0.6, 0.33, 0.26), 0.0012),
    "day": Haze((0.6, 0.7, 0.8), 0.0008),
}


def beach(x: Field, y: Field) -> Field:
    """Metres of sand above the still sea."""
    line = 13 + 3.5 * np.sin(x / 11 + 0.6) + 3 * fbm(x / 18, y / 60, 3, 4)
    slope = (line - y) * 0.055
    level: Field = np.clip(slope, -3, 2.2) + 0.05 * fbm(x / 2.5, y / 2.5, 4, 12)
    return level


def _swell(x: Field, y: Field) -> Field:
    """The moving sea: long swell from far out, small waves on it, breakers near."""
    far = smooth(14, 60, y)
    swell = 0.34 * np.sin(y / 3.6 + 1.5 * fbm(x / 26, y / 30, 3, 40)) * far
    chop = 0.3 * (ridged(x / 9, y / 5, 5, 50) - 0.7) * (0.15 + 0.85 * far)
    crest = np.maximum(np.sin(y / 5.2 + 1.1 * fbm(x / 20, y / 22, 3, 60)), 0) ** 8
    return swell + chop + 0.6 * crest * smooth(13, 22, y) * smooth(60, 34, y)


def _sand() -> Any:
    """Sand, dark and shining where the last wave wetted it."""
    made, g = material("sand")
    place = g.world_point()
    z = g.math("ADD", g.split(place)[2], g.math("MULTIPLY", g.noise(place, 0.4, 4), 0.14))
    wet = g.mask(z, 0.46, 0.26)
    dry = g.mix(g.noise(place, 120, 2), (0.3, 0.22, 0.14), (0.5, 0.39, 0.27))
    color = g.mix(wet, dry, g.mix(g.noise(place, 40, 3), (0.09, 0.062, 0.04), (0.13, 0.095, 0.065)))
    rough = g.math("ADD", g.math("MULTIPLY", wet, -0.72), 0.85)
    lumps = g.math("MULTIPLY", g.noise(place, 5, 8), g.math("SUBTRACT", 1.03, wet))
    g.finish(g.surface(color, rough, g.bump(lumps, 0.07)))
    return made


def _sea(haze: Haze) -> Any:
    """Green-blue water with foam on crests and lace where it runs up the sand."""
    made, g = material("sea")
    place = g.world_point()
    _, y, z = g.split(place)
    lace = g.cells(
        g.add(
            "VectorMath",
            {0: place, 1: g.add("TexNoise", {"Vector": place, "Scale": 0.9}).outputs[1]},
            operation="ADD",
        ).outputs[0],
        1.5,
        "DISTANCE_TO_EDGE",
    )
    thin = g.math("MULTIPLY", g.mask(lace, 0.13, 0.02), g.mask(g.noise(place, 0.22, 4), 0.46, 0.6))
    near = g.mask(y, 38, 20)
    crest = g.mask(g.math("ADD", z, g.math("MULTIPLY", g.noise(place, 2.4, 8), 0.55)), 0.68, 0.86)
    edge = g.math("MULTIPLY", g.attribute("edge"), g.mask(g.noise(place, 1.4, 8), 0.36, 0.5))
    foam = g.math(
        "MAXIMUM", g.math("MULTIPLY", thin, near), g.math("MAXIMUM", crest, edge), clamp=True
    )
    normal = g.bump(g.noise(g.stretch(place, (1, 1.4, 1)), 2.2, 5), 0.1)
    water = g.surface((0.006, 0.03, 0.033), 0.06, normal, IOR=1.33)
    white = g.surface((0.78, 0.8, 0.8), 0.7, g.bump(g.noise(place, 6, 8), 0.1))
    g.finish(g.blend(foam, water, white), haze)
    return made


def _rocks(haze: Haze) -> None:
    """Dark stacks in the surf and boulders on the sand."""
    made, g = material("rock")
    place = g.world_point()
    dry = g.ramp(
        g.noise(g.stretch(place, (1, 1, 2.5)), 1.1, 8),
        [(0.3, (0.03, 0.024, 0.019)), (0.55, (0.12, 0.092, 0.066)), (0.75, (0.26, 0.2, 0.145))],
    )
    wet = g.mask(g.split(place)[2], 0.9, 0.35)
    normal = g.bump(g.noise(place, 0.9, 10), 1.1, g.bump(g.cells(place, 2.0), 0.1))
    rough = g.math("ADD", g.math("MULTIPLY", wet, -0.5), 0.8)
    g.finish(g.surface(g.mix(wet, dry, (0.014, 0.013, 0.012)), rough, normal), haze)
    kinds = [meshes.rock(f"rock{i}", 90 + i, made, 6, 1.0) for i in range(5)]
    spots = [
        (-9, 24, 3.0, 3.2),
        (-13, 29, 3.6, 5.5),
        (-6, 27, 1.5, 1.4),
        (-18, 36, 4.5, 7.5),
        (-24, 33, 3.6, 4),
        (12, 33, 2.2, 1.9),
        (16, 38, 2.6, 3.0),
        (-4, 12, 0.9, 0.8),
        (-6.2, 10.5, 0.6, 0.5),
        (5, 13.5, 0.8, 0.6),
        (-95, 190, 16, 17),
        (-70, 230, 9, 11),
        (8, 20, 0.7, 0.7),
        (-3, 17.5, 1.0, 0.8),
        (-2.2, 8.3, 0.3, 0.25),
    ]
    for i, (east, north, wide, high) in enumerate(spots):
        z = float(beach(np.array([east]), np.array([north]))[0])
        meshes.place(
            kinds[i % 5], (east, north, z + high * 0.25), (0, 0, i * 1.7), (wide, wide * 0.85, high)
        )
    rng = np.random.default_rng(3)
    small = meshes.rock("stone", 120, made, 4, 0.3)
    x, y = rng.normal(-3, 7, 260), rng.uniform(3, 18, 260)
    for i, z in enumerate(beach(x, y)):
        size = 0.03 + 0.16 * rng.random() ** 4
        meshes.place(small, (x[i], y[i], z), (0, 0, i), (size * 1.3, size, size * 0.6))


def build(shot: Shot) -> None:
    """Build the beach in the shot's light."""
    haze = HAZES[shot.mood]
    light(SKIES[shot.mood])
    x, y = np.meshgrid(meshes.spread(-70, 70, 500, 0, 0.1), meshes.spread(-6, 40, 500, 8, 0.1))
    meshes.grid("beach", x, y, beach(x, y), _sand())
    x, y = np.meshgrid(
        meshes.spread(-9000, 9000, 900, 0, 0.06), meshes.spread(5, 20000, 1100, 14, 0.06)
    )
    z = _swell(x, y) * smooth(4000, 300, y)
    sea = meshes.grid("sea", x, y, z, _sea(haze))
    meshes.paint(sea, "edge", smooth(0.3, 0.06, np.abs(z - beach(x, y))) * smooth(40, 25, y))
    _rocks(haze)
