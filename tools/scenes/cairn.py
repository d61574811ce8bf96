"""A pile of balanced stones on a pebble beach, close up."""

from typing import Any

import numpy as np

from . import meshes
from .graph import Color, Graph, material
from .shot import Shot
from .stage import Sky, light

SKIES = {
    "soft": Sky(
        38,
        -60,
        0.22,
        4.5,
        (1, 0.95, 0.88),
        soft=6,
        clouds=0.75,
        shift=2.0,
        cloud_light=(1.0, 1.0, 1.02),
        cloud_dark=(0.55, 0.58, 0.63),
    ),
    "low": Sky(
        11,
        -70,
        0.26,
        9.0,
        (1, 0.68, 0.4),
        clouds=0.3,
        shift=5.0,
        cloud_light=(1.0, 0.8, 0.66),
        cloud_dark=(0.5, 0.45, 0.5),
    ),
}
HUES: tuple[Color, ...] = (
    (0.22, 0.22, 0.23),
    (0.42, 0.36, 0.28),
    (0.1, 0.11, 0.125),
    (0.5, 0.46, 0.4),
    (0.36, 0.2, 0.13),
    (0.18, 0.2, 0.18),
    (0.6, 0.57, 0.52),
    (0.3, 0.26, 0.22),
)


def _grain(g: Graph, base: Any) -> Any:
    """Speckles, clouds and a pale vein in the stone's colour."""
    place = g.point()
    color = g.mix(
        g.noise(place, 1.6, 8),
        g.mix(0.4, base, (0.02, 0.02, 0.02)),
        g.mix(0.35, base, (0.7, 0.68, 0.64)),
    )
    color = g.mix(g.mask(g.noise(place, 26, 4), 0.6, 0.72), color, (0.05, 0.05, 0.05))
    vein = g.mask(
        g.math("ABSOLUTE", g.math("SUBTRACT", g.noise(place, 0.7, 3, 0.6), 0.5)), 0.012, 0.004
    )
    return g.mix(g.math("MULTIPLY", vein, 0.75), color, (0.62, 0.6, 0.56))


def _stone(name: str, hue: Color | None) -> Any:
    """Sea-worn stone; without a hue each copy takes its own."""
    made, g = material(name)
    base: Any = hue
    if hue is None:
        base = g.ramp(g.per_object(), [(i / 7, c) for i, c in enumerate(HUES)])
    damp = g.mask(g.noise(g.world_point(), 2.0, 3), 0.5, 0.62) if hue is None else 0.0
    color = _grain(g, base)
    color = g.mix(g.math("MULTIPLY", damp, 0.6), color, (0.02, 0.02, 0.02))
    rough = g.math("ADD", g.math("MULTIPLY", damp, -0.35), 0.62)
    g.finish(g.surface(color, rough, g.bump(g.noise(g.point(), 14, 8), 0.006)))
    return made


def _pebbles() -> None:
    """Several layers of pebbles, small ones sunk between larger ones."""
    stuff = _stone("pebble", None)
    kinds = [meshes.rock(f"pebble{i}", 10 + i, stuff, 4, 0.0) for i in range(8)]
    rng = np.random.default_rng(21)
    far = np.concatenate([1.3 * rng.random(3600) ** 0.55, rng.uniform(1.2, 7, 9000)])
    for i, away in enumerate(far):
        angle = rng.uniform(-np.pi, np.pi) if away < 1.3 else rng.uniform(-0.2, np.pi + 0.2)
        size = (0.014 + 0.03 * rng.random() ** 2) * (1.0 if away < 1.6 else 1.8)
        lift = rng.uniform(-0.012, 0.012) + 0.035 * np.sin(away * 2.1) * (away > 1)
        at = (away * np.cos(angle), away * np.sin(angle), lift)
        turn = (*rng.normal(0, 0.35, 2), rng.uniform(0, 6.3))
        meshes.place(kinds[i % 8], at, turn, (size * 1.35, size, size * rng.uniform(0.5, 0.75)))
    ground, g = material("grit")
    g.finish(
        g.surface(
            g.mix(g.noise(g.point(), 90, 4), (0.03, 0.028, 0.025), (0.16, 0.14, 0.12)),
            0.9,
            g.bump(g.noise(g.point(), 60, 5), 0.02),
        )
    )
    x, y = np.meshgrid(np.linspace(-60, 60, 2), np.linspace(-4, 60, 2))
    meshes.grid("grit", x, y, 0 * x - 0.012, ground)


def _sea() -> None:
    """The sea behind the bank, which the lens blurs."""
    made, g = material("sea")
    place = g.world_point()
    g.finish(
        g.surface(
            (0.015, 0.05, 0.06),
            0.12,
            g.bump(g.noise(g.stretch(place, (0.4, 1, 1)), 1.2, 6), 0.4),
            IOR=1.33,
        )
    )
    x, y = np.meshgrid(np.linspace(-4000, 4000, 2), np.linspace(6.5, 9000, 2))
    meshes.grid("sea", x, y, 0 * x + 0.03, made)
    foam, g = material("foam")
    g.finish(g.surface((0.8, 0.82, 0.82), 0.8))
    crest = meshes.rock("foam", 5, foam, 4, 0.4)
    for i in range(34):
        meshes.place(
            crest, (-7 + i * 0.42, 6.7 + 0.25 * np.sin(i * 0.9), 0.04), (0, 0, i), (0.4, 0.12, 0.05)
        )


def _pile() -> None:
    """Six stones, each resting on the one below."""
    sizes = [
        (0.15, 0.052),
        (0.118, 0.042),
        (0.098, 0.047),
        (0.07, 0.03),
        (0.052, 0.031),
        (0.03, 0.021),
    ]
    z = 0.004
    for i, (wide, high) in enumerate(sizes):
        hue = HUES[(0, 3, 2, 4, 6, 5)[i]]
        stone = meshes.rock(f"stone{i}", 40 + i, _stone(f"stone{i}", hue), 6, 0.0)
        z += high * (0.93 if i < 5 else 0.75)
        at = (0.012 * np.sin(i * 2.3), 0.01 * np.cos(i * 1.7), z)
        meshes.place(
            stone, at, (0.05 * np.sin(i), 0.05 * np.cos(i * 3), i * 2.0), (wide, wide * 0.82, high)
        )
        z += high * 0.93


def build(shot: Shot) -> None:
    """Build the beach and the pile in the shot's light."""
    light(SKIES[shot.mood])
    _pebbles()
    _sea()
    _pile()
