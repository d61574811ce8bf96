"""Puts photos into blocks of time and place; each pair that may be linked shares a block.

A block is a time window of twice the span and a cell of twice the radius, each overlapping its
neighbour by half, so that photos within the span and the radius share at least one block. The
cells are a grid like geohash's, but of any size: geohash has only steps of a factor 32.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import product

import numpy as np
import numpy.typing as npt

from photograph.jobs.link.scope import LinkScope, TimesAndPlaces, missing
from photograph.quantities import EARTH_RADIUS

Block = tuple[int, ...]
# More blocks cost more in statements than they save in pairs.
_MOST_BLOCKS = 500


def plan_blocks(places: TimesAndPlaces, scope: LinkScope) -> list[npt.NDArray[np.intp]]:
    """The photos of each block, as indices; photos that may be linked to any are in every block."""
    lacking = missing(places, scope)
    members: dict[tuple[Block, ...], list[int]] = defaultdict(list)
    for index in np.flatnonzero(~lacking).tolist():
        for block in _blocks_of(places, scope, index):
            members[block].append(index)
    blocks = _packed(_without_parts([members[block] for block in sorted(members)]))
    free = np.flatnonzero(lacking).tolist() if scope.keep_missing else []
    whole = [free + block for block in blocks] or [free]
    return [np.array(block, np.intp) for block in whole if len(block) > 1]


def _blocks_of(places: TimesAndPlaces, scope: LinkScope, index: int) -> list[tuple[Block, ...]]:
    windows: list[Block] = [()]
    if scope.within is not None:
        number = math.floor(places.seconds[index] / scope.within)
        windows = [(number - 1,), (number,)]
    cells: list[Block] = [()]
    if scope.radius is not None:
        cells = _cells_of(places.latitude[index], places.longitude[index], scope.radius)
    return list(product(cells, windows))


def _cells_of(latitude: float, longitude: float, radius: float) -> list[Block]:
    """The cells of a place: bands as high as the radius, divided by their shorter edge."""
    height = math.degrees(radius / EARTH_RADIUS)
    band = math.floor((latitude + 90) / height)
    cells: list[Block] = []
    for low in (band - 1, band):
        around = _cells_around(low * height - 90, (low + 2) * height - 90, radius)
        cell = math.floor((longitude + 180) / 360 * around) % around
        cells += [(low, number) for number in sorted({cell, (cell - 1) % around})]
    return cells


def _cells_around(south: float, north: float, radius: float) -> int:
    """How many cells, each at least a radius wide, go around the earth between two latitudes."""
    narrowest = math.cos(math.radians(min(90.0, max(abs(south), abs(north)))))
    chord = math.sin(min(math.pi / 2, radius / EARTH_RADIUS / 2))
    if chord >= narrowest:
        return 1  # around a pole
    around = math.floor(math.pi / math.asin(chord / narrowest))
    return around if around > 2 else 1


def _without_parts(blocks: list[list[int]]) -> list[list[int]]:
    """Removes each block that is contained in another."""
    holders: dict[int, list[int]] = defaultdict(list)
    sets = [frozenset(block) for block in blocks]
    order = sorted(range(len(blocks)), key=lambda number: -len(sets[number]))
    kept = []
    for number in order:
        rarest = min(blocks[number], key=lambda index: len(holders[index]))
        if any(sets[number] <= sets[other] for other in holders[rarest]):
            continue
        kept.append(number)
        for index in blocks[number]:
            holders[index].append(number)
    return [blocks[number] for number in sorted(kept)]


def _packed(blocks: list[list[int]]) -> list[list[int]]:
    """Joins small neighbouring blocks if there are too many."""
    if len(blocks) <= _MOST_BLOCKS:
        return blocks
    size = math.ceil(sum(map(len, blocks)) / _MOST_BLOCKS)
    packs: list[list[int]] = [[]]
    for block in blocks:
        if packs[-1] and len(packs[-1]) + len(block) > 2 * size:
            packs.append([])
        packs[-1] += block
    return [sorted(set(pack)) for pack in packs]
