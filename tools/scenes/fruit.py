"""Lemons: whole, cut, and heaped up."""

from typing import Any

import numpy as np

from . import meshes
from .graph import material
from .noise import noise3


def _peel() -> Any:
    """Lemon peel: waxy, pored, a little green at one end of some."""
    made, g = material("peel")
    place = g.point()
    color = g.mix(g.noise(place, 4, 4), (0.72, 0.4, 0.012), (0.86, 0.58, 0.03))
    tip = g.mask(
        g.math("ADD", g.split(place)[2], g.math("MULTIPLY", g.noise(place, 5, 3), 0.5)), 1.1, 1.5
    )
    color = g.mix(g.math("MULTIPLY", tip, g.per_object()), color, (0.3, 0.36, 0.03))
    spot = g.mask(g.noise(place, 9, 5), 0.68, 0.76)
    color = g.mix(g.math("MULTIPLY", spot, 0.5), color, (0.35, 0.17, 0.03))
    pores = g.mask(g.cells(place, 17), 0.32, 0.05)
    normal = g.bump(pores, -0.0004, g.bump(g.noise(place, 2.6, 3), 0.0018))
    g.finish(
        g.surface(
            color,
            0.36,
            normal,
            Subsurface_Weight=0.25,
            Subsurface_Scale=0.006,
            Subsurface_Radius=(1.0, 0.6, 0.1),
        )
    )
    return made


def _lemon(name: str, seed: int, stuff: Any) -> Any:
    """A lemon, 1 in its middle radius, with a nipple on top and a stub below."""
    rng = np.random.default_rng(seed)
    t = np.linspace(0, np.pi, 70)
    z = -np.cos(t) * 1.22
    r = np.sin(t) ** 0.92
    nub = 0.15 * np.exp(-(((z - 1.3) / 0.13) ** 2)) + 0.1 * np.exp(-(((z + 1.25) / 0.08) ** 2))
    z = (
        z
        + 0.24 * np.clip((z - 1.0) / 0.22, 0, 1) ** 2
        - 0.06 * np.clip((-z - 1.05) / 0.17, 0, 1) ** 2
    )
    made = meshes.lathe(
        name, list(zip((r + nub * np.sin(t) ** 0.3).tolist(), z.tolist(), strict=True)), stuff, 96
    )
    points = np.array([v.co[:] for v in made.vertices])
    lumps = 1 + 0.04 * noise3(points * 1.2 + 30, seed)
    points = points * lumps[:, None] + np.outer(points[:, 2] ** 2, rng.normal(0, 0.03, 3))
    made.vertices.foreach_set("co", points.astype(np.float32).ravel())
    return made


def _half(peel: Any) -> None:
    """A lemon cut across: rind, pith, and segments drawn by angle and radius."""
    made, g = material("flesh")
    x, y, _ = g.split(g.point())
    turn = g.math("ARCTAN2", y, x)
    out = g.math("SQRT", g.math("ADD", g.math("MULTIPLY", x, x), g.math("MULTIPLY", y, y)))
    wedge = g.math(
        "ABSOLUTE", g.math("SUBTRACT", g.math("FRACT", g.math("MULTIPLY", turn, 10 / 6.2832)), 0.5)
    )
    gap = g.math("MULTIPLY", g.math("SUBTRACT", 0.5, wedge), out)
    polar = g.add(
        "CombineXYZ", {0: g.math("MULTIPLY", turn, 9.0), 1: g.math("MULTIPLY", out, 2.4)}
    ).outputs[0]
    pulp = g.mix(g.noise(polar, 3.5, 5), (0.74, 0.5, 0.07), (0.9, 0.72, 0.22))
    within = g.math("MULTIPLY", g.mask(gap, 0.018, 0.045), g.mask(out, 0.83, 0.79))
    within = g.math("MULTIPLY", within, g.mask(out, 0.1, 0.14))
    color = g.mix(within, (0.86, 0.8, 0.56), pulp)
    color = g.mix(g.mask(out, 0.94, 0.97), color, (0.8, 0.5, 0.02))
    rough = g.math("SUBTRACT", 0.5, g.math("MULTIPLY", within, 0.34))
    normal = g.bump(g.math("ADD", g.noise(polar, 3.5, 5), within), 0.0015)
    g.finish(
        g.surface(
            color,
            rough,
            normal,
            Subsurface_Weight=0.4,
            Subsurface_Scale=0.01,
            Subsurface_Radius=(1.0, 0.8, 0.3),
        )
    )
    at, turn3, size = (0.2, -0.115, 0.031), (0.95, 0.1, 0.5), 0.031
    face = meshes.lathe("face", [(0.0001, 0.0), (0.5, 0.0), (0.97, 0.0)], made)
    meshes.place(face, at, turn3, size)
    t = np.linspace(0, np.pi / 2, 40)
    dome = list(zip(np.cos(t).tolist(), (-1.28 * np.sin(t) ** 1.15).tolist(), strict=True))
    meshes.place(meshes.lathe("dome", [(0.97, 0.0), *dome], peel), at, turn3, size)


def heap() -> None:
    """Lemons heaped in the bowl, and two that rolled out."""
    peel = _peel()
    kinds = [_lemon(f"lemon{i}", 60 + i, peel) for i in range(4)]
    spots = [
        (0.068, 0.0, 0.066),
        (-0.03, 0.063, 0.066),
        (-0.04, -0.06, 0.066),
        (0.036, 0.084, 0.09),
        (0.005, -0.006, 0.1),
        (-0.088, 0.003, 0.091),
        (0.06, -0.07, 0.093),
        (0.05, 0.03, 0.13),
        (-0.035, 0.035, 0.135),
        (-0.27, -0.06, 0.031),
        (0.32, 0.14, 0.031),
    ]
    rng = np.random.default_rng(14)
    for i, at in enumerate(spots):
        turn = (1.57 + rng.normal(0, 0.3) * (i < 9), 0.0, rng.uniform(0, 6.28))
        meshes.place(kinds[i % 4], at, turn, 0.0315 * rng.uniform(0.96, 1.05))
    _half(peel)
    leaf, g = material("leaf")
    y = g.split(g.point())[1]
    vein = g.mask(g.math("ABSOLUTE", y), 0.03, 0.0)
    g.finish(
        g.surface(g.mix(vein, (0.02, 0.085, 0.012), (0.1, 0.2, 0.04)), 0.35, g.bump(vein, -0.01))
    )
    u, v = np.meshgrid(np.linspace(-1, 1, 40), np.linspace(-1, 1, 16))
    wide = v * 0.42 * (1 - u**2) ** 0.8
    for at, turn in (
        ((0.06, 0.06, 0.165), (0.3, 0.1, 0.7)),
        ((0.02, 0.08, 0.15), (-0.2, 0.25, 2.4)),
    ):
        thing = meshes.grid("leaf", u, wide, 0.3 * np.abs(wide) - 0.22 * u**2, leaf)
        thing.location, thing.rotation_euler, thing.scale = at, turn, (0.042, 0.042, 0.042)
