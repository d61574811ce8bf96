"""Makes up times, places and labels for the benchmark's photos, whose files have none.

Runs of photos that follow each other in their folder, and so look alike, go to a trip each: some
days at one place, one of many in ten years. A fifth of the photos have no time and two fifths no
place, as where files came through a messenger or from a camera without GPS. Seeded.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bench.synthetic_photos import Facts

_PHOTOS_A_TRIP = 150
_PHOTOS_A_RUN = 20
_CLASSES = 1_000
_LABELS = 5
_DAY = 86_400
_FIRST = np.datetime64("2014-01-01", "s").astype(np.int64)
_WITH_TIME, _WITH_PLACE = 0.8, 0.6
_TOWN = 0.05  # degrees

Ints = npt.NDArray[np.int64]


def trips(photos: int) -> Facts:
    """Times, places and five labels for this many photos, as columns of `extract`."""
    chance = np.random.default_rng(0)
    starts_run = chance.random(photos) < 1 / _PHOTOS_A_RUN
    run: Ints = np.cumsum(starts_run)
    count = photos // _PHOTOS_A_TRIP + 1
    trip = chance.integers(0, count, run[-1] + 1)[run]
    start = chance.integers(0, 3650 * _DAY, count) + _FIRST
    lasts = chance.integers(1, 8, count) * _DAY
    seconds = start[trip] + (chance.random(photos) * lasts[trip]).astype(np.int64)
    timed, placed = (chance.random(photos) < share for share in (_WITH_TIME, _WITH_PLACE))
    places = [
        chance.uniform(low, high, count)[trip] + chance.normal(0, _TOWN, photos)
        for low, high in ((-50, 65), (-179, 179))
    ]
    return {
        "taken_at": [
            int(s) * 1_000_000 if t else None for s, t in zip(seconds, timed, strict=True)
        ],
        "latitude": [float(x) if p else None for x, p in zip(places[0], placed, strict=True)],
        "longitude": [float(x) if p else None for x, p in zip(places[1], placed, strict=True)],
        "labels": _labels(run, chance),
    }


def _labels(run: Ints, chance: np.random.Generator) -> list[list[dict[str, str | float]]]:
    """One label that a whole run shares, and four random ones with smaller scores."""
    shown = chance.integers(0, _CLASSES, (len(run), _LABELS))
    shown[:, 0] = chance.integers(0, _CLASSES, run[-1] + 1)[run]
    return [
        [
            {"name": f"class {name}", "score": 0.5 / place}
            for place, name in enumerate(dict.fromkeys(row), start=1)
        ]
        for row in shown.tolist()
    ]
