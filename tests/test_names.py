"""A name that is imported means one thing: no two modules define a public name alike."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from tests.test_imports import MODULES, room

# Each of these two starts a program, and is called by nothing else.
ENTRY_POINTS = {"main"}


def defined_names(source: str) -> Iterator[str]:
    """Classes, functions and type aliases at the top of a module."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            names = [name.id for name in node.targets if isinstance(name, ast.Name)]
            yield from (name for name in names if not name.isupper())


def defined_twice(sources: dict[str, str]) -> dict[str, list[str]]:
    modules: dict[str, list[str]] = defaultdict(list)
    for module, source in sources.items():
        for name in defined_names(source):
            if not name.startswith("_"):
                modules[name].append(module)
    return {name: found for name, found in modules.items() if len(found) > 1}


def test_no_public_name_is_defined_in_two_modules() -> None:
    # A command is called as a person types it, whatever else has that name.
    below = {m: file.read_text() for m, file in MODULES.items() if room(m) != "commands"}

    twice = defined_twice(below)

    assert {name: found for name, found in twice.items() if name not in ENTRY_POINTS} == {}


def test_no_public_class_is_defined_in_two_modules_not_even_in_commands() -> None:
    twice = defined_twice({module: file.read_text() for module, file in MODULES.items()})

    assert [name for name in twice if name[0].isupper()] == []


def test_a_name_in_two_modules_is_found() -> None:
    planted = {
        "a": "class Options: ...\nclass _Own: ...\nSize = int\nLIMIT = 3",
        "b": "class Options: ...\nclass _Own: ...\nSize = int\nLIMIT = 4\ndef run(): ...",
    }

    assert defined_twice(planted) == {"Options": ["a", "b"], "Size": ["a", "b"]}
