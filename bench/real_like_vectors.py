"""More vectors than there are real ones, with neighbourhoods like theirs."""

from __future__ import annotations

import numpy as np

from photograph.array_types import Floats
from photograph.exact_neighbours import cosines_of

_NEAR = 20
_NOISE = 0.02
_LEAST_SHARE = 0.2


def real_like(vectors: Floats, count: int) -> Floats:
    """The real vectors, then as many more as are wanted, unit length, float32 [count, dims].

    Each further one lies between a real photo and one of its 20 nearest, a fifth of the way from
    either at least, with some noise: as SMOTE makes samples (Chawla et al., 2002). A collection
    grows so where people take more photos of what they took before.
    """
    chance = np.random.default_rng(0)
    near = _near(vectors)
    made = [vectors]
    while sum(map(len, made)) < count:
        chosen = near[np.arange(len(vectors)), chance.integers(0, _NEAR, len(vectors))]
        share = chance.uniform(_LEAST_SHARE, 1 - _LEAST_SHARE, (len(vectors), 1))
        mixed = share * vectors + (1 - share) * vectors[chosen]
        mixed += chance.normal(0, _NOISE, mixed.shape)
        mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
        made.append(mixed.astype(np.float32))
    return np.concatenate(made)[:count]


def _near(vectors: Floats) -> np.ndarray[tuple[int, int], np.dtype[np.intp]]:
    near = np.empty((len(vectors), _NEAR), np.intp)
    for index, cosines in cosines_of(vectors, range(len(vectors))):
        near[index] = np.argpartition(-cosines, _NEAR)[:_NEAR]
    return near
