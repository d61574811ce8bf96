"""Photos of known groups made for tests of training: the vectors are input, not a result."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from photograph.array_types import Floats, Floats64
from photograph.extract.projection import embed
from photograph.train.photos import GroupedPhotos


def grouped(groups: list[str], features: Floats, first: int = 0) -> GroupedPhotos:
    """Photos p0.jpg and on, each of its own content."""
    names = [f"p{number}" for number in range(first, first + len(groups))]
    paths = [f"{name}.jpg" for name in names]
    return GroupedPhotos(paths, names, np.array(groups), features, embed(features, None))


def of_groups(sizes: dict[str, int], first: int = 0) -> GroupedPhotos:
    """So many photos of each group, with features of chance."""
    names = [name for name, size in sizes.items() for _ in range(size)]
    chance = np.random.default_rng(1)
    return grouped(names, chance.normal(size=(len(names), 4)).astype(np.float32), first)


def clouds(
    count: int, photos: int, noise: Floats64, seed: int = 1
) -> tuple[Floats, npt.NDArray[np.str_]]:
    """Photos around `count` centres, scattered along each axis by `noise`."""
    chance = np.random.default_rng(seed)
    centres = np.repeat(chance.normal(size=(count, len(noise))), photos, axis=0)
    vectors = centres + noise * chance.normal(size=centres.shape)
    return vectors.astype(np.float32), np.repeat([f"g{n}" for n in range(count)], photos)
