"""Smooth random fields in numpy, the raw matter of terrain and rocks."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Field = NDArray[Any]


def _fade(t: Field) -> tuple[Field, Field]:
    """Quintic ease and its slope, so that slopes join without creases."""
    return t * t * t * (t * (t * 6 - 15) + 10), 30 * t * t * (t * (t - 2) + 1)


def noise2(x: Field, y: Field, seed: int) -> tuple[Field, Field, Field]:
    """Value noise in -1..1 and its slopes along x and y."""
    table = np.random.default_rng(seed).uniform(-1, 1, (256, 256))
    xi, yi = np.floor(x).astype(int), np.floor(y).astype(int)
    (u, du), (v, dv) = _fade(x - xi), _fade(y - yi)
    x0, x1, y0, y1 = xi & 255, (xi + 1) & 255, yi & 255, (yi + 1) & 255
    a, b, c, d = table[x0, y0], table[x1, y0], table[x0, y1], table[x1, y1]
    k = a - b - c + d
    value = a + (b - a) * u + (c - a) * v + k * u * v
    return value, ((b - a) + k * v) * du, ((c - a) + k * u) * dv


def fbm(x: Field, y: Field, octaves: int, seed: int, gain: float = 0.5) -> Field:
    """Summed octaves of noise, roughly in -1..1."""
    total, amplitude = np.zeros_like(x), 1.0
    for octave in range(octaves):
        total += amplitude * noise2(x, y, seed + octave)[0]
        # Turning each octave hides the lattice the noise sits on.
        x, y = 1.6 * x - 1.2 * y + 17.3, 1.2 * x + 1.6 * y - 9.1
        amplitude *= gain
    return total


def ridged(x: Field, y: Field, octaves: int, seed: int, gain: float = 0.5) -> Field:
    """Noise folded into sharp crests, 0..about 1.6."""
    total, amplitude, weight = np.zeros_like(x), 1.0, np.ones_like(x)
    for octave in range(octaves):
        crest = (1 - np.abs(noise2(x, y, seed + octave)[0])) ** 2
        total += amplitude * crest * weight
        weight = np.clip(crest * 1.4, 0, 1)
        x, y = 1.6 * x - 1.2 * y + 5.7, 1.2 * x + 1.6 * y + 3.9
        amplitude *= gain
    return total


def eroded(x: Field, y: Field, octaves: int, seed: int) -> Field:
    """Noise whose small octaves fade on steep ground, as if water had worn it."""
    total, amplitude = np.zeros_like(x), 1.0
    sx, sy = np.zeros_like(x), np.zeros_like(x)
    for octave in range(octaves):
        value, dx, dy = noise2(x, y, seed + octave)
        sx, sy = sx + dx * amplitude, sy + dy * amplitude
        total += amplitude * value / (1 + sx * sx + sy * sy)
        x, y = 1.6 * x - 1.2 * y + 11.1, 1.2 * x + 1.6 * y + 7.7
        amplitude *= 0.5
    return total


def noise3(p: Field, seed: int) -> Field:
    """Value noise in -1..1 at points (n, 3)."""
    table = np.random.default_rng(seed).uniform(-1, 1, (32, 32, 32))
    cell = np.floor(p).astype(int)
    w = _fade(p - cell)[0]
    total = np.zeros(len(p))
    for corner in np.ndindex(2, 2, 2):
        i, j, k = ((cell + corner) & 31).T
        total += table[i, j, k] * np.prod(np.where(corner, w, 1 - w), axis=1)
    return total


def smooth(low: float, high: float, x: Field) -> Field:
    """0 below low, 1 above high, and an even bend between."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)
