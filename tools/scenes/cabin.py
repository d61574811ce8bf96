"""A log cabin in deep snow, its windows lit."""

from typing import Any

import bpy  # type: ignore
import numpy as np

from . import house, meshes, plants
from .graph import Haze, material
from .noise import Field, fbm, smooth
from .shot import Shot
from .stage import Sky, light

SKIES = {
    "sun": Sky(13, -118, 0.24, 9.0, (1, 0.8, 0.58), clouds=0.2, shift=1.5),
    "dusk": Sky(
        -1.5,
        60,
        1.1,
        0,
        clouds=0.45,
        shift=4.5,
        cloud_light=(0.3, 0.2, 0.24),
        cloud_dark=(0.12, 0.13, 0.19),
        horizon=(0.42, 0.27, 0.26),
    ),
}
HAZES = {"sun": Haze((0.7, 0.74, 0.82), 0.0011), "dusk": Haze((0.2, 0.2, 0.28), 0.0016)}
LONG, DEEP, WALL, RIDGE = 7.6, 5.6, 2.5, 4.6  # the cabin in metres
SNOW = (0.86, 0.88, 0.92)


def height(x: Field, y: Field) -> Field:
    """Drifts on gently rising ground, hills behind, a trodden path to the door."""
    drifts = 0.5 * fbm(x / 11, y / 11, 3, 2) + 0.09 * fbm(x / 2.2, y / 2.2, 4, 6)
    hills = 95 * smooth(45, 420, y) * (0.8 + 0.5 * fbm(x / 170, y / 170, 4, 14))
    flat = smooth(4.5, 10, np.hypot(x / 1.2, y - 16))
    path = 0.8 + 0.02 * (13 - y) ** 2 * np.sin(y / 3.5)
    tread = smooth(0.75, 0.35, np.abs(x - path)) * smooth(14.5, 12.5, y) * smooth(-6, 2, y)
    steps = 0.07 * fbm(x / 0.24, y / 0.32, 2, 19)
    return drifts * flat + hills - tread * (0.3 + steps)


def _snow(haze: Haze | None, name: str = "snow") -> Any:
    """Snow: white, wind-marked, sparkling."""
    made, g = material(name)
    place = g.world_point()
    normal = g.bump(g.noise(place, 1.6, 8), 0.09, g.bump(g.noise(place, 45, 4), 0.008))
    glint = g.mask(g.noise(place, 160, 1), 0.7, 0.78)
    rough = g.math("SUBTRACT", 0.75, g.math("MULTIPLY", glint, 0.5))
    g.finish(g.surface(SNOW, rough, normal), haze)
    return made


def _trees(haze: Haze) -> None:
    """Snowy spruces round the clearing and on the hills."""
    stuff = plants.needles("needles", haze, (0.025, 0.04, 0.02), snow=0.55)
    trees = [plants.conifer(f"spruce{i}", 50 + i, stuff, 0.17 + 0.02 * i, 26) for i in range(4)]
    rng = np.random.default_rng(15)
    x, y = rng.uniform(-330, 330, 9000), rng.uniform(3, 460, 9000)
    clear = np.hypot(x * 0.8, y - 13) > 13 + 3 * fbm(x / 8, y / 8, 2, 3)
    keep = clear & (np.abs(x) < 16 + 0.8 * y) & (np.abs(x - 0.3 * y) > 5.5 - 0.05 * y)
    keep &= (rng.random(9000) < 0.75) & ((y > 20) | (np.abs(x) > 9))
    spots = np.stack([x, y, height(x, y) - 0.3], -1)[keep]
    plants.wood(trees, spots[:5000], (0.7, 1.7), 6)


def build(shot: Shot) -> None:
    """Build the cabin in the shot's light."""
    haze = HAZES[shot.mood]
    light(SKIES[shot.mood])
    before = set(bpy.context.scene.collection.objects)
    house.cabin(shot.mood, _snow(None, "roof snow"))
    yard = bpy.data.objects.new("yard", None)
    bpy.context.scene.collection.objects.link(yard)
    for thing in set(bpy.context.scene.collection.objects) - before - {yard}:
        thing.parent = yard
    yard.location, yard.rotation_euler = (0, 16, 0), (0, 0, 0.32)
    x, y = np.meshgrid(
        meshes.spread(-420, 420, 700, 0, 0.15), meshes.spread(-12, 620, 800, 5, 0.15)
    )
    meshes.grid("snow", x, y, height(x, y), _snow(haze))
    _trees(haze)
