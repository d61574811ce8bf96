"""A wrong word for an option that takes one of a few is one line that names them all."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pytest
from typer.testing import CliRunner

from photograph.commands.command_line import app
from tests.in_process import run_here
from tests.test_help import NAMES, PAGES, WIDE, page

CHOICES: dict[str, tuple[tuple[str, ...], Any]] = {
    f"{NAMES[path]} {option.opts[0]}": (path, option)
    for path, command in PAGES.items()
    for option in command.params
    if option.type_descriptor.is_choice
}
every_choice = pytest.mark.parametrize(("path", "option"), CHOICES.values(), ids=CHOICES.keys())


def words(option: Any) -> list[str]:
    return [str(choice) for choice in option.type_descriptor.choices]


def test_these_options_are_choices() -> None:
    assert CHOICES.keys() >= {
        "duplicates --kind",
        "extract --engine",
        "extract --precision",
        "link --method",
        "link --missing",
        "load --via",
    }


@every_choice
def test_every_choice_is_declared_as_an_enum_of_words(path: tuple[str, ...], option: Any) -> None:
    assert all(isinstance(choice, StrEnum) for choice in option.type_descriptor.choices)


@every_choice
def test_a_wrong_word_is_one_line_that_names_the_right_ones(
    path: tuple[str, ...], option: Any
) -> None:
    ran = run_here(*path, option.opts[0], "neither")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"photograph: Invalid value for '{option.opts[0]}': 'neither' is not one of"
        f" {', '.join(map(repr, words(option)))}. See: photograph {NAMES[path]} --help\n"
    )


@every_choice
def test_help_and_completion_list_the_words(path: tuple[str, ...], option: Any) -> None:
    typed = ["photograph", *path, option.opts[0]]
    environment = {
        "_PHOTOGRAPH_COMPLETE": "complete_bash",
        "COMP_WORDS": f"{' '.join(typed)} ",
        "COMP_CWORD": str(len(typed)),
    }

    completed = CliRunner().invoke(app, [], env=environment, prog_name="photograph")

    assert f"One of: {', '.join(words(option))}." in " ".join(page(path, WIDE).split())
    assert completed.output.split() == words(option)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["link", "--bogus"], "No such option: --bogus. See: photograph link --help"),
        (["nonsense"], "No such command 'nonsense'. See: photograph --help"),
        (["server", "bogus"], "Did you mean 'logs'? See: photograph server --help"),
        (["similar"], "Missing argument 'FILE'. See: photograph similar --help"),
        (["link", "--top-k", "0"], "equal to 1. See: photograph link --help"),
    ],
)
def test_every_other_wrong_usage_is_one_line_too(words: list[str], told: str) -> None:
    ran = run_here(*words)

    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert ran.err.startswith("photograph: ")
    assert ran.err.endswith(f"{told}\n")


def test_no_words_show_the_help() -> None:
    ran = run_here("server")

    assert ran.code == 2
    assert "Example: photograph server" in ran.out
    assert ran.err == ""
