"""A bowl of lemons on a wooden table by a window."""

from typing import Any

from . import fruit, meshes
from .graph import Graph, material
from .shot import Shot
from .stage import Sky, lamp, light

MOODS = {  # window light: power, colour, height of the window's middle; then sun through it
    "morning": (95.0, (0.9, 0.95, 1.0), 9.0, (1.0, 0.86, 0.68)),
    "cloudy": (150.0, (0.93, 0.97, 1.0), 0.0, (1.0, 1.0, 1.0)),
    "evening": (40.0, (0.75, 0.82, 1.0), 12.0, (1.0, 0.56, 0.28)),
}


def _wood() -> Any:
    """Oiled oak boards running along x."""
    made, g = material("wood")
    x, y, _ = g.split(g.point())
    board = g.math("FLOOR", g.math("DIVIDE", y, 0.13))
    moved = g.add(
        "CombineXYZ", {0: g.math("ADD", x, g.math("MULTIPLY", board, 3.7)), 1: y, 2: board}
    ).outputs[0]
    rings = g.noise(g.stretch(moved, (1.1, 13, 1)), 3.0, 8, 1.6)
    fibre = g.noise(g.stretch(moved, (3, 170, 1)), 4.0, 4)
    color = g.ramp(
        rings,
        [(0.28, (0.09, 0.042, 0.017)), (0.5, (0.23, 0.118, 0.05)), (0.72, (0.36, 0.2, 0.094))],
    )
    color = g.mix(g.math("MULTIPLY", g.mask(fibre, 0.5, 0.7), 0.5), color, (0.06, 0.028, 0.012))
    tone = g.dice(g.add("CombineXYZ", {0: board}).outputs[0])
    color = g.mix(g.math("MULTIPLY", tone, 0.4), color, (0.14, 0.07, 0.03))
    gap = g.math("ABSOLUTE", g.math("SUBTRACT", g.math("FRACT", g.math("DIVIDE", y, 0.13)), 0.5))
    seam = g.mask(gap, 0.484, 0.496)
    color = g.mix(seam, color, (0.012, 0.007, 0.004))
    high = g.math("SUBTRACT", g.math("MULTIPLY", fibre, 0.25), seam)
    rough = g.math("ADD", 0.36, g.math("MULTIPLY", fibre, 0.25))
    g.finish(g.surface(color, rough, g.bump(high, 0.0016)))
    return made


def _bowl() -> None:
    """A hand-thrown bowl, blue-glazed with a raw rim."""
    made, g = material("glaze")
    place = g.point()
    z = g.math("ADD", g.split(place)[2], g.math("MULTIPLY", g.noise(place, 9, 4), 0.012))
    glaze = g.mix(g.noise(place, 22, 8), (0.015, 0.06, 0.12), (0.06, 0.16, 0.24))
    color = g.mix(g.mask(z, 0.087, 0.097), glaze, (0.42, 0.3, 0.19))
    g.finish(g.surface(color, 0.16, g.bump(g.noise(g.stretch(place, (1, 1, 9)), 12, 3), 0.0015)))
    outside = [(0.0, 0.0), (0.06, 0.0), (0.062, 0.008), (0.1, 0.025), (0.134, 0.055), (0.15, 0.09)]
    inside = [
        (0.151, 0.0935),
        (0.148, 0.0955),
        (0.144, 0.092),
        (0.128, 0.06),
        (0.096, 0.033),
        (0.05, 0.018),
        (0.0, 0.016),
    ]
    ring = meshes.place(meshes.lathe("bowl", outside + inside, made))
    ring.modifiers.new("round", "SUBSURF").render_levels = 2


def _room(g: Graph, made: Any, mood: str) -> None:
    """A plastered wall, a window with bars out of the picture, and its light."""
    color = g.mix(g.noise(g.point(), 2.0, 8), (0.5, 0.47, 0.42), (0.62, 0.59, 0.54))
    g.finish(g.surface(color, 0.9, g.bump(g.noise(g.point(), 14, 8), 0.01)))
    meshes.place(meshes.box("wall", (8, 0.1, 4), made), (0, 1.5, -1))
    power, tint, sun, warm = MOODS[mood]
    pane = lamp("AREA", (-1.9, 0.1, 0.9), (0, 0, 0.1), power, tint, 1.3)
    pane.visible_camera = False
    if sun:
        lamp("SUN", (-2.0, 0.55, 1.0 if mood == "morning" else 0.62), (0, 0, 0), sun, warm, 0.012)
        frame, h = material("frame")
        h.finish(h.surface((0.6, 0.6, 0.58), 0.5))
        for y in (-0.52, -0.06, 0.4, 0.86, 1.32):
            meshes.place(meshes.box("bar", (0.05, 0.07, 3), frame), (-1.5, y, -0.4))
        for z in (0.2, 0.72, 1.24):
            meshes.place(meshes.box("rail", (0.05, 3, 0.06), frame), (-1.5, 0.4, z))
        # What the sun misses: the wall beside the window.
        meshes.place(meshes.box("side", (0.05, 3, 3), made), (-1.5, -2.3, -0.5))


def build(shot: Shot) -> None:
    """Build the table in the shot's light."""
    light(Sky(30, 0, 0.06, 0))
    made, g = material("plaster")
    _room(g, made, shot.mood)
    meshes.place(meshes.box("table", (1.9, 1.17, 0.04), _wood(), 0.006), (0, 0.1, -0.04))
    _bowl()
    fruit.heap()
