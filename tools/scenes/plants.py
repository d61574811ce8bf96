"""Trees and grass as meshes, and woods of many copies."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from .graph import Color, Haze, material
from .meshes import mesh, place
from .noise import Field


def needles(name: str, haze: Haze | None, tint: Color, snow: float = 0.0) -> Any:
    """The stuff of conifers: each tree a little different, snow on what faces up."""
    made, g = material(name)
    dark = tuple(c * 0.45 for c in tint)
    color = g.mix(g.per_object(), dark, tint)
    color = g.mix(g.noise(g.point(), 3.0), color, tuple(c * 1.5 for c in tint))
    if snow:
        up = g.split(g.add("NewGeometry", {}).outputs["Normal"])[2]
        lying = g.math("ADD", g.math("ABSOLUTE", up), g.noise(g.point(), 2.2))
        color = g.mix(g.mask(lying, 1.45 - snow * 0.6, 1.6 - snow * 0.6), color, (0.85, 0.88, 0.93))
    g.finish(g.surface(color, 0.75), haze)
    return made


def _whorl(rng: np.random.Generator, z: float, reach: float, droop: float) -> list[Field]:
    """The branches of one height: each a spine with slim side twigs, as triangles."""
    parts = []
    for angle in rng.uniform(0, 2 * np.pi, rng.integers(6, 10)):
        out = np.array([np.cos(angle), np.sin(angle), 0.0])
        side = np.array([-out[1], out[0], 0.0])
        length = reach * rng.uniform(0.7, 1.1)
        for t in np.linspace(0.12, 1, max(4, int(10 * length**0.5))):
            base = out * length * t
            base[2] = z - droop * length * t * t + 0.1 * length * t
            twig = length * 0.34 * (1.15 - t) + 0.06
            for sign in (-1, 1):
                tip = base + out * twig * 0.7 + side * sign * twig * rng.uniform(0.6, 1.1)
                tip[2] -= twig * rng.uniform(0.05, 0.6)
                wide = out * length * 0.1 + np.array([0, 0, rng.uniform(-0.03, 0.05)])
                parts.append(np.array([base - wide, base + wide, tip]))
    return parts


def conifer(name: str, seed: int, stuff: Any, slim: float = 0.2, whorls: int = 22) -> Any:
    """A spruce 10 m tall."""
    rng = np.random.default_rng(seed)
    parts: list[Field] = []
    for i in range(whorls):
        t = (i + rng.uniform(-0.3, 0.3)) / whorls
        reach = 10 * slim * (1 - t) ** 0.85 * rng.uniform(0.8, 1.15) + 0.12
        parts += _whorl(rng, 0.8 + 9.0 * t, reach, 0.45 - 0.5 * t)
    for k in range(6):
        a, b = np.pi * k / 3, np.pi * (k + 1) / 3
        foot = [[0.16 * np.cos(v), 0.16 * np.sin(v), -0.5] for v in (a, b)]
        parts.append(np.array([*foot, [0, 0, 10.0]]))
    points = np.concatenate(parts)
    return mesh(name, points, np.arange(len(points)).reshape(-1, 3), stuff, soft=False)


def wood(trees: Sequence[Any], spots: Field, size: tuple[float, float], seed: int) -> None:
    """Stand copies of the trees on the spots (n, 3), sized at random between two factors."""
    rng = np.random.default_rng(seed)
    for spot in spots:
        high = rng.uniform(*size)
        wide = high * rng.uniform(0.85, 1.15)
        turn = (rng.normal(0, 0.02), rng.normal(0, 0.02), rng.uniform(0, 6.28))
        place(trees[rng.integers(len(trees))], tuple(spot), turn, (wide, wide, high))


def tuft(name: str, seed: int, stuff: Any, blades: int = 40, high: float = 0.3) -> Any:
    """A bunch of grass blades, each bent once."""
    rng = np.random.default_rng(seed)
    parts = []
    for _ in range(blades):
        foot = np.append(rng.normal(0, 0.09, 2), -0.02)
        lean = np.append(rng.normal(0, 0.35, 2), 1.0) * high * rng.uniform(0.5, 1.1)
        side = np.append(rng.normal(0, 1, 2), 0)
        side *= 0.006 / np.linalg.norm(side)
        middle = foot + lean * 0.55
        tip = foot + lean + np.append(lean[:2] * 0.6, -0.05 * high)
        parts.append(np.array([foot - side, foot + side, middle + side, middle - side]))
        parts.append(np.array([middle - side, middle + side, tip, tip]))
    points = np.concatenate(parts)
    return mesh(name, points, np.arange(len(points)).reshape(-1, 4), stuff, soft=False)
