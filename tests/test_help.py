"""Every help page says all that was written for it, at any width, in whole sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from photograph.commands.command_line import app
from tests.test_imports import imported_by

WIDE = 1000
FRAME = re.compile(r"[│╭╮╰╯─]")


def walk(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from walk(inner, (*path, name))


PAGES = dict(walk(typer.main.get_command(app)))
NAMES = {path: " ".join(path) or "photograph" for path in PAGES}
every_page = pytest.mark.parametrize("path", PAGES, ids=NAMES.get)


@cache
def page(path: tuple[str, ...], width: int) -> str:
    with pytest.MonkeyPatch.context() as patch:
        # typer reads the width once, when it is imported; a terminal tells it each time.
        patch.setattr("typer.rich_utils.MAX_WIDTH", width)
        shown = CliRunner().invoke(app, [*path, "--help"], env={"COLUMNS": str(width)})
    assert shown.exit_code == 0
    return FRAME.sub(" ", shown.output)


def written(text: str | None) -> str:
    """What a person wrote, without what keeps brackets from rich."""
    return (text or "").replace("\\[", "[")


def test_the_pages_are_those_of_all_commands() -> None:
    assert len(PAGES) >= 24
    assert ("server", "logs") in PAGES


@every_page
def test_nothing_that_was_written_is_lost(path: tuple[str, ...]) -> None:
    command, wide = PAGES[path], " ".join(page(path, WIDE).split())

    told = [command.help, command.epilog, *(parameter.help for parameter in command.params)]
    for text in filter(None, told):
        assert " ".join(written(text).split()) in wide
    for parameter in command.params:
        assert parameter.help, f"{parameter.name} has no help"


@every_page
@pytest.mark.parametrize("width", [80, 120])
def test_a_narrow_page_has_the_words_of_a_wide_one(path: tuple[str, ...], width: int) -> None:
    narrow = page(path, width)

    assert sorted(narrow.split()) == sorted(page(path, WIDE).split())
    assert max(map(len, narrow.splitlines())) <= width


@every_page
@pytest.mark.parametrize("width", [80, 120])
def test_a_sentence_goes_on_to_the_end_of_its_line(path: tuple[str, ...], width: int) -> None:
    head = page(path, width).partition("  Options  ")[0].partition("  Arguments  ")[0]

    for paragraph in re.split(r"\n *\n", head):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        for line, below in pairwise(lines):
            # A space at either side frames the text.
            assert len(f"{line} {below.split()[0]}") > width - 2, line


@every_page
def test_types_are_words_and_brackets_are_single(path: tuple[str, ...]) -> None:
    shown = page(path, WIDE)

    assert not re.search(r"<\w+>|\[\[|\{|\\", shown), shown


@every_page
def test_every_command_has_an_example_that_fits_a_line(path: tuple[str, ...]) -> None:
    narrow, wide = (
        [line.strip() for line in page(path, width).splitlines() if "Example: " in line]
        for width in (80, WIDE)
    )

    assert narrow
    assert narrow == wide
    assert all(example.startswith("Example: photograph ") for example in narrow)


def test_the_extra_of_ray_is_named_as_it_must_be_typed() -> None:
    assert "pip install '.[ray]'" in page(("extract",), 120)


def test_help_is_quick() -> None:
    code = (
        "from typer.testing import CliRunner; from photograph.commands.command_line import app;"
        " [CliRunner().invoke(app, [name, '--help']) for name in ('extract', 'link', 'similar')]"
    )

    loaded = imported_by(code)

    assert loaded.isdisjoint({"tensorflow", "neo4j", "pyarrow", "numpy", "PIL", "jgo", "psutil"})
