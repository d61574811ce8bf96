"""Undo files, which anyone may have written: nothing outside is written, no photo is lost."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from photograph.collection.roots import remember_root
from photograph.commands.duplicates import duplicates
from photograph.errors import PhotographError
from photograph.settings import home
from tests.fuzz.target import Check, Target

_PLACE = b"@PLACE@"  # the folder that is known only when an input is tried
_PHOTO, _KEPT, _OTHER = b"a photo", b"the one that was kept", b"another's file"
_WORDS = (
    *(b"/", b"..", b"../", b"/../outside/", b"outside/", b"photos", b"moved", b"kept.jpg", _PLACE),
    *(b"own.jpg", b".hidden", b"\\u0000", b"\\ud800", b"null", b"[", b"{}", b'"', b"a" * 300),
)


def _seeds() -> list[bytes]:
    sha = hashlib.sha256(_PHOTO).hexdigest()
    place = _PLACE.decode()
    moves = [
        {"from": f"{place}/photos/{name}", "to": f"{place}/moved/{name}", "sha256": sha}
        for name in ("one.jpg", "sub/two.jpg")
    ]
    outside = {"from": f"{place}/outside/in.jpg", "to": f"{place}/moved/one.jpg", "sha256": sha}
    taken = {"from": f"{place}/photos/in.jpg", "to": f"{place}/outside/own.jpg", "sha256": sha}
    head = {"photograph": "moved copies", "at": "2026-01-01T00:00:00+00:00"}
    return [json.dumps({**head, "moves": m}).encode() for m in (moves, [outside], [taken])]


@contextmanager
def _opened(folder: Path) -> Iterator[Check]:
    place = folder / "place"
    os.environ["PHOTOGRAPH_HOME"] = str(folder / "home")
    os.chdir(folder)  # where a relative path would lead
    (place / "photos").mkdir(parents=True)
    remember_root("photos", place / "photos", home())

    def check(content: bytes) -> None:
        _lay_out(place)
        undo = place / "moved" / "undo-1.json"
        undo.write_bytes(content.replace(_PLACE, str(place).encode()))
        before = _files(folder)
        with suppress(PhotographError):
            duplicates(undo=undo)
        _compare(before, _files(folder), place)

    yield check


def _lay_out(place: Path) -> None:
    """A root with a kept photo, two that were moved, and what is none of ours."""
    shutil.rmtree(place, ignore_errors=True)
    for name, content in (
        ("photos/kept.jpg", _KEPT),
        ("moved/one.jpg", _PHOTO),
        ("moved/sub/two.jpg", _PHOTO),
        ("outside/own.jpg", _OTHER),
    ):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    (place / "photos/link").symlink_to(place / "outside")


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(file): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name not in ("report", "stack", "output", "current", "lock")
    }


def _compare(before: dict[str, bytes], after: dict[str, bytes], place: Path) -> None:
    ours = (f"{place}/photos/", f"{place}/moved/")
    for file in before.keys() | after.keys():
        if not file.startswith(ours):
            assert before.get(file) == after.get(file), "written or deleted outside"
        elif file in before and file in after:
            assert before[file] == after[file], "overwritten"
    assert list(after.values()).count(_PHOTO) >= 2, "lost"
    assert f"{place}/photos/kept.jpg" in after, "taken away"


UNDO = Target("undo", _seeds, _WORDS, _opened, seconds=2, mebibytes=50)
