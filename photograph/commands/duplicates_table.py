"""Shows what `photograph duplicates` found."""

from __future__ import annotations

import json
from dataclasses import asdict

from photograph.console import say, table
from photograph.jobs.duplicates.candidate import Candidate
from photograph.jobs.duplicates.duplicate_group import DuplicateCopy, DuplicateGroup


def show_groups(groups: list[DuplicateGroup], as_json: bool) -> None:
    """Prints groups as a table, or as JSON for scripts."""
    if as_json:
        print(json.dumps([asdict(group) for group in groups], ensure_ascii=False))
        return
    if not groups:
        say("No copies were found.")
        return
    header = ("group", "photo", "kind", "pixels", "bytes", "format", "score", "why")
    rows = [row for number, group in enumerate(groups, 1) for row in _rows(number, group)]
    print(table(rows[:-1], header))
    going = sum(len(group.going) for group in groups)
    room = sum(group.bytes_to_spare for group in groups)
    say(f"{len(groups)} groups; {going} photos could go, which take {room:,} bytes.")


def _rows(number: int, group: DuplicateGroup) -> list[tuple[str, ...]]:
    """The photo that stays, its copies, and a gap."""
    keep = (str(number), *_facts(group.keep, "keep"), "", group.why)
    copies = [
        (str(number), *_facts(copy.photo, copy.kind), f"{copy.score:.3f}", _fate(copy, group))
        for copy in group.copies
    ]
    return [keep, *copies, ("",) * len(keep)]


def _facts(photo: Candidate, kind: str) -> tuple[str, ...]:
    pixels = f"{photo.width}×{photo.height}"
    return f"{photo.root}/{photo.path}", kind, pixels, f"{photo.bytes:,}", photo.format


def _fate(copy: DuplicateCopy, group: DuplicateGroup) -> str:
    of = "" if copy.of == group.keep else f" (of {copy.of.path})"
    return ("could go" if copy.goes else copy.stays or "stays") + of
