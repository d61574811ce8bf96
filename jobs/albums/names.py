"""Proposes names of albums from labels, dates and, to tell them apart, places."""

from __future__ import annotations

from calendar import month_name
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import count

from photograph.jobs.albums.members import AlbumMember, centre_of

_LABELS = 2
# A label that an album shows with less than this on average says little about it.
_LEAST_SCORE = 0.05


def propose_names(albums: list[list[AlbumMember]], taken: set[str]) -> list[str]:
    """A unique name for each album, such as "alp, lakeside · June 2024".

    Where a name is taken, the album gets its place (in rounded degrees) or a number added.
    """
    used, names = set(taken), []
    numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(2))
    for members in albums:
        name = next(name for name in _choices(members, numbers) if name not in used)
        used.add(name)
        names.append(name)
    return names


def _choices(members: list[AlbumMember], numbers: Mapping[str, Iterator[int]]) -> Iterator[str]:
    """Yields names to try, in order; `numbers` counts on from those tried before."""
    what, when, where = _labels(members), _dates(members), _place(members)
    short = " · ".join(part for part in (what, when) if part) or where or "Album"
    yield short
    if where and where != short:
        short = f"{short} · {where}"
        yield short
    yield from (f"{short} ({number})" for number in numbers[short])


def _labels(members: list[AlbumMember]) -> str:
    """The labels with the highest sums of scores, among those that at least two photos show."""
    scores: dict[str, float] = defaultdict(float)
    photos: dict[str, int] = defaultdict(int)
    for member in members:
        for name, score in member.labels:
            short = name.split(",")[0].strip()
            scores[short] += score
            photos[short] += 1
    least = _LEAST_SCORE * len(members)
    shared = [name for name in scores if photos[name] >= min(2, len(members))]
    clear = [name for name in shared if scores[name] >= least]
    return ", ".join(sorted(clear, key=lambda name: (-scores[name], name))[:_LABELS])


def _dates(members: list[AlbumMember]) -> str:
    times = [member.taken_at for member in members if member.taken_at is not None]
    if not times:
        return ""
    first, last = min(times), max(times)
    if first.year != last.year:
        return f"{first.year} to {last.year}"
    if first.month != last.month:
        return f"{month_name[first.month]} to {month_name[last.month]} {first.year}"
    return f"{month_name[first.month]} {first.year}"


def _place(members: list[AlbumMember]) -> str:
    centre = centre_of(members)
    if centre is None:
        return ""
    latitude, longitude = round(centre[0], 1), round(centre[1], 1)
    return (
        f"{abs(latitude)}°{'N' if latitude >= 0 else 'S'} "
        f"{abs(longitude)}°{'E' if longitude >= 0 else 'W'}"
    )
