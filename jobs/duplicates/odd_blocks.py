"""Finds the one place where two documents differ: another digit changes next to nothing else."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image

from photograph.array_types import Floats
from photograph.jobs.duplicates.block_correlation import blocks_of
from photograph.jobs.duplicates.closer_look import one_signed, smaller_size
from photograph.picture_size import fitted

_BLOCK = 8
_BLUR = 0.7
# Of a document, this share of the pixels has nearly the level of the paper: of all of it, or, lit
# unevenly, of that around, an eighth of the longer side wide. The median stands for it.
_PAPER, _NEARLY = 0.5, 6
_AROUND, _GROUND_SIDE = 8, 256
# How much a block differs is compared with blocks that have half as much in them, away from it.
_AS_MUCH, _MOST = 0.5, 0.9
_LEAST_BLOCKS, _TRIED, _NOISE = 8, 24, 1.0
# Of 2,580 copies of documents no block differs more than 2.1 times as much; of photos on plain
# ground, but GIFs, none of 3,770 more than this, and 2 of 4,375 others; with another digit, 3 times
# where it can be read.
_ODD = 2.6


@dataclass(frozen=True)
class OddBlocks:
    """Where two pictures on plain ground differ more than saving and scaling make them.

    Parameters
    ----------
    count: of blocks of 8 × 8 pixels, at most 24.
    one_signed: of what differs there, the share that is lighter, or the share that is darker.
    """

    count: int
    one_signed: float


NONE_ODD = OddBlocks(0, float("nan"))


def odd_blocks(one: Image.Image, other: Image.Image) -> OddBlocks:
    """The blocks of two documents that differ much more than 90% of those like them.

    Saving and scaling change all print alike, another digit one place. Both pictures are RGB and
    lie the same way; they are compared in the size of the smaller one.
    """
    size = smaller_size(one, other)
    first, second = (_luma(of, size) for of in (one, other))
    if not any(_is_on_paper(of) for of in (first, second)):
        return NONE_ODD
    blocks = blocks_of(second - first, _BLOCK)
    differs = np.sqrt(np.square(blocks).mean(-1))
    spread = np.maximum(*(blocks_of(of, _BLOCK).std(-1) for of in (first, second)))
    most = np.argsort(-differs, axis=None)[:_TRIED]
    odd = [place for place in most if _times_more(int(place), differs, spread) > _ODD]
    return OddBlocks(len(odd), one_signed(blocks.reshape(-1, _BLOCK**2)[odd]))


def _times_more(place: int, differs: Floats, spread: Floats) -> float:
    row, column = divmod(place, differs.shape[1])
    like_it = spread >= _AS_MUCH * spread[row, column]
    like_it[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2] = False
    if like_it.sum() < _LEAST_BLOCKS:
        return 0.0
    return float(differs[row, column] / (np.quantile(differs[like_it], _MOST) + _NOISE))


def _is_on_paper(luma: Floats) -> bool:
    seen = fitted((luma.shape[1], luma.shape[0]), _GROUND_SIDE)
    levels = cv2.resize(luma, seen, interpolation=cv2.INTER_NEAREST).astype(np.uint8)
    around = cv2.medianBlur(levels, max(3, max(seen) // _AROUND | 1))
    paper = np.full_like(levels, np.argmax(np.bincount(levels.ravel())))
    return any((cv2.absdiff(levels, of) <= _NEARLY).mean() >= _PAPER for of in (paper, around))


def _luma(picture: Image.Image, size: tuple[int, int]) -> Floats:
    small = picture.convert("L").resize(size, Image.Resampling.BOX)
    return np.asarray(cv2.GaussianBlur(np.asarray(small), (0, 0), _BLUR), np.float32)
