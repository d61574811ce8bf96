"""Suggests photos for a name that no photo in the graph has."""

from __future__ import annotations

from difflib import SequenceMatcher

from photograph.graph.database import Database, read

_COMPARED = 200
_SHOWN = 5
_PIECE = 3
_ALIKE = 0.7


def did_you_mean(database: Database, name: str) -> str:
    """A "did you mean" question with close names, or paths if ambiguous; empty if none is close.

    The server preselects names by their pieces; only those are compared letter by letter.
    """
    last = name.rpartition("/")[2].lower()
    stem = _stem(last)
    pieces = sorted({stem[at : at + _PIECE] for at in range(max(1, len(stem) - _PIECE + 1))})
    asked = {"names": sorted({last, stem} - {""}), "pieces": pieces, "length": len(last)}
    rows = read(database, "ask/list_close_names", **asked, limit=_COMPARED)
    same = [str(row["filename"]) for row in rows if row["isSame"]]
    close = same or _alike(stem, [str(row["filename"]) for row in rows])
    places = _places(database, name, close[:_SHOWN])
    if not places:
        return ""
    return f"Did you mean {'one of ' if len(places) > 1 else ''}{', '.join(places)}?"


def _stem(filename: str) -> str:
    return filename.rpartition(".")[0] or filename


def _alike(stem: str, filenames: list[str]) -> list[str]:
    """The closest names first; equally close ones keep the server's order."""
    ratios = {name: _likeness(stem, _stem(name.lower())) for name in filenames}
    return sorted(
        (name for name in filenames if ratios[name] >= _ALIKE), key=lambda name: -ratios[name]
    )


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _places(database: Database, name: str, filenames: list[str]) -> list[str]:
    """File names, if they are unique and no folder was asked for; else the closest paths."""
    every: list[str] = []
    for filename in filenames:
        rows = read(database, "ask/find_photos_by_name", name=filename, limit=_COMPARED)
        if len(rows) == 1 and "/" not in name:
            every.append(filename)
        else:
            every += [f"{row['root']}/{row['path']}" for row in rows]
    if "/" in name:
        folder = name.lower().removeprefix("./")
        every.sort(key=lambda place: -_likeness(folder, place.lower()))
    return every[:_SHOWN]
