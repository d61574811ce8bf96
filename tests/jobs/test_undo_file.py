"""Anyone may have written an undo file: what it may move is bounded, and each fault is one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from photograph.collection.roots import remember_root
from photograph.errors import PhotographError
from photograph.jobs.duplicates.file_content import sha256_of
from photograph.jobs.duplicates.moves import FileMove, MovePlan
from photograph.jobs.duplicates.moving import alone_in, carry_out
from photograph.jobs.duplicates.undo_file import write_undo_file
from photograph.jobs.duplicates.undo_moves import move_back
from photograph.jobs.duplicates.verified_move import move_file, name_of_unfinished
from photograph.settings import Home
from tests.jobs.test_verified_move import files, photo_at

Row = dict[str, Any]
NAMES = ("a.jpg", "sub/b.jpg")


class Place:
    """A photo root that a working folder knows, a folder of moved copies, and one outside."""

    def __init__(self, folder: Path) -> None:
        self.photos, self.aside, self.outside = (
            folder / name for name in ("photos", "aside", "outside")
        )
        for name in NAMES:
            photo_at(self.photos / name, name.encode())
        self.outside.mkdir()
        self.home = Home(folder / "home")
        remember_root("photos", self.photos, self.home)
        moves = [
            FileMove(self.photos / name, self.aside / name, sha256_of(self.photos / name))
            for name in NAMES
        ]
        self.plan = MovePlan(self.aside, tuple(moves))
        self.undo = write_undo_file(self.plan)

    def move(self) -> None:
        carry_out(self.plan)

    def rows(self) -> list[Row]:
        rows: list[Row] = json.loads(self.undo.read_text())["moves"]
        return rows

    def write(self, rows: object) -> None:
        self.undo.write_text(json.dumps({"photograph": "moved copies", "moves": rows}))

    def state(self) -> dict[str, bytes]:
        both = {**files(self.photos.parent)}
        return {name: data for name, data in both.items() if not name.startswith("home/")}

    def refused(self, match: str) -> None:
        """No file is changed, and the failure is one line."""
        before = self.state()
        with pytest.raises(PhotographError, match=match) as failure:
            move_back(self.undo, self.home)
        assert "\n" not in str(failure.value)
        assert self.state() == before


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_what_was_moved_comes_back(place: Place) -> None:
    before = place.state()
    place.move()

    assert move_back(place.undo, place.home) == 2
    assert place.state() == before


def test_an_undo_file_of_the_version_before(place: Place) -> None:
    """Its time and order of keys are as they were written then."""
    place.move()
    rows = json.dumps(place.rows())
    place.undo.write_text(
        '{"photograph": "moved copies", "at": "2025-01-31T12:00:00.000001+00:00", '
        f'"moves": {rows}}}'
    )

    assert move_back(place.undo, place.home) == 2


def tampered(**values: Any) -> Callable[[Row, Place], None]:
    def change(row: Row, place: Place) -> None:
        for name, value in values.items():
            row[name] = value.format(**vars(place)) if isinstance(value, str) else value

    return change


OUTSIDE, UNKNOWN = "is not in its folder", "is in no photo folder known"
NO_PATH, NO_MOVE = r"no undo file .*path that leads elsewhere", "no undo file .*a move without"
TAMPERED = {
    "source outside": (tampered(**{"from": "{outside}/a.jpg"}), UNKNOWN),
    "source in the copies": (tampered(**{"from": "{aside}/c.jpg"}), UNKNOWN),
    "source beside the root": (tampered(**{"from": "{photos}2/a.jpg"}), UNKNOWN),
    "source by ..": (tampered(**{"from": "{photos}/../outside/a.jpg"}), NO_PATH),
    "source relative": (tampered(**{"from": "photos/a.jpg"}), NO_PATH),
    "source a dot file": (tampered(**{"from": "{photos}/.bashrc"}), "not the name of a photo"),
    "source a program": (tampered(**{"from": "{photos}/run.sh"}), "not the name of a photo"),
    "source by a link": (tampered(**{"from": "{photos}/out/a.jpg"}), UNKNOWN),
    "target outside": (tampered(to="{outside}/a.jpg"), OUTSIDE),
    "target by ..": (tampered(to="{aside}/../outside/a.jpg"), NO_PATH),
    "target by a link": (tampered(to="{aside}/out/a.jpg"), OUTSIDE),
    "target the folder": (tampered(to="{aside}"), OUTSIDE),
    "target a zero byte": (tampered(to="{aside}/a\0.jpg"), NO_PATH),
    "target no name": (tampered(to="{aside}/\ud800.jpg"), "no undo file .*UnicodeEncodeError"),
    "both the same": (tampered(to="{photos}/a.jpg"), "names a file twice"),
    "a move twice": (tampered(**{"from": "{photos}/sub/b.jpg"}), "names a file twice"),
    "sha256 of zeros": (tampered(sha256="0" * 64), "is not the photo that was moved"),
    "sha256 too short": (tampered(sha256="ab"), "no undo file .*no sha256"),
    "sha256 no text": (tampered(sha256=1e308), NO_MOVE),
    "source a list": (tampered(**{"from": ["a"]}), NO_MOVE),
    "target null": (tampered(to=None), NO_MOVE),
}


@pytest.mark.parametrize(("change", "match"), TAMPERED.values(), ids=TAMPERED.keys())
def test_a_tampered_move_is_refused_and_so_are_all(
    place: Place, change: Callable[[Row, Place], None], match: str
) -> None:
    place.move()
    photo_at(place.outside / "a.jpg")
    (place.photos / "out").symlink_to(place.outside)
    (place.aside / "out").symlink_to(place.outside)
    rows = place.rows()
    change(rows[0], place)
    place.write(rows)

    place.refused(match)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"moves"',
        b"[" * 100_000,
        b'{"moves": []}',
        b'{"photograph": "moved copies"}',
        b'{"photograph": "moved copies", "moves": {}}',
        b'{"photograph": "moved copies", "moves": [1, "a", null]}',
        b'{"photograph": "moved copies", "moves": NaN}',
        b'{"photograph": "moved copies", "moves": [-Infinity]}',
        b'{"photograph": "moved copies", "moves": [' + b"9" * 5000 + b"]}",
        b'{"photograph": "moved copies", "moves": ["\xff"]}',
        b"\xff\xfe\x00",
        "{}".encode("utf-16"),
    ],
    ids=lambda content: repr(content[:60]),
)
def test_what_is_no_undo_file_is_one_line(place: Place, content: bytes) -> None:
    place.undo.write_bytes(content)

    place.refused("is no undo file of photograph")


def test_a_file_of_a_gigabyte_is_not_read(place: Place) -> None:
    os.truncate(place.undo, 1 << 30)

    with pytest.raises(PhotographError, match=r"is no undo file of photograph \(too large\)"):
        move_back(place.undo, place.home)


def test_what_is_no_plain_file_is_not_waited_for(place: Place) -> None:
    place.undo.unlink()
    place.refused("no plain file")
    os.mkfifo(place.undo)
    place.refused("no plain file")
    place.undo.unlink()
    place.undo.symlink_to("/dev/zero")
    place.refused("no plain file")
    place.undo.unlink()
    place.undo.mkdir()
    place.refused("no plain file")


def test_a_root_that_this_working_folder_does_not_know(place: Place, tmp_path: Path) -> None:
    place.move()
    place.home = Home(tmp_path / "another")

    place.refused("photograph extract PHOTOS")


@pytest.mark.parametrize(
    "make",
    [
        lambda file, place: file.symlink_to(place.photos / "sub/b.jpg"),
        lambda file, place: os.mkfifo(file),
        lambda file, place: file.symlink_to("/dev/zero"),
        lambda file, place: file.mkdir(),
        lambda file, place: file.write_bytes(b"edited"),
    ],
    ids=["link", "pipe", "device", "folder", "other content"],
)
def test_only_the_photo_itself_moves_back(
    place: Place, make: Callable[[Path, Place], object]
) -> None:
    place.move()
    file = place.aside / "a.jpg"
    file.unlink()
    make(file, place)

    place.refused("is not the photo that was moved there")


def test_what_came_since_is_not_overwritten(place: Place) -> None:
    place.move()
    photo_at(place.photos / "a.jpg", b"new")

    place.refused("Another file is at")


def test_stopped_with_both_names_there_and_half_a_copy_left(place: Place) -> None:
    before = place.state()
    place.move()
    (place.photos / "a.jpg").hardlink_to(place.aside / "a.jpg")
    for file in (place.aside / "sub/b.jpg", place.photos / "a.jpg", place.photos / "sub/b.jpg"):
        photo_at(name_of_unfinished(file), b"half")

    assert move_back(place.undo, place.home) == 2
    assert place.state() == before


def test_the_next_run_removes_half_files_of_a_killed_one_and_nothing_else(place: Place) -> None:
    half = photo_at(place.aside / f".{place.undo.name}.x1_y.tmp")
    mine = (
        photo_at(place.aside / ".undo-mine.tmp"),
        photo_at(place.aside / ".c.jpg.photograph-part"),
    )
    photo_at(name_of_unfinished(place.aside / "a.jpg"), b"half")
    name_of_unfinished(place.aside / "sub/b.jpg").parent.mkdir()
    name_of_unfinished(place.aside / "sub/b.jpg").symlink_to(mine[0])
    photo_at(place.aside / "undo-mine.json", b"mine")

    with alone_in(place.aside):
        assert not half.exists()
        assert not name_of_unfinished(place.aside / "a.jpg").exists()
    assert name_of_unfinished(place.aside / "sub/b.jpg").is_symlink()
    assert all(file.exists() for file in mine)


def test_two_at_once_in_one_folder(place: Place) -> None:
    place.move()
    code = (
        "import sys; from pathlib import Path\n"
        "from photograph.jobs.duplicates.moving import alone_in\n"
        "with alone_in(Path(sys.argv[1])): print('in', flush=True); sys.stdin.readline()"
    )
    command = [sys.executable, "-c", code, str(place.aside)]
    with subprocess.Popen(command, stdin=-1, stdout=-1) as other:
        assert other.stdout is not None
        other.stdout.readline()
        place.refused("Another photograph is moving photos")
        other.kill()
    assert move_back(place.undo, place.home) == 2


def test_a_photo_changed_while_the_others_move_back_stays(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.move()

    def then_changed(move: FileMove) -> None:
        move_file(move)
        photo_at(place.aside / "a.jpg", b"edited")

    monkeypatch.setattr("photograph.jobs.duplicates.moving.move_file", then_changed)
    with pytest.raises(PhotographError, match="has just changed and was not moved"):
        move_back(place.undo, place.home)

    assert (place.aside / "a.jpg").read_bytes() == b"edited"
    assert files(place.photos) == {"sub/b.jpg": b"sub/b.jpg"}
