"""Every statement that the program sends, one a file, with its parameters checked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
# Strings, quoted names and comments may hold a "$" that is no parameter.
_NO_CODE = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`|//[^\n]*|/\*.*?\*/", re.S)
_PARAMETER = re.compile(r"\$(\w+)")


@dataclass(frozen=True)
class Statement:
    """One Cypher statement: its name (folder/file), title, text and parameter names."""

    name: str
    title: str
    text: str
    parameters: frozenset[str]

    def bind(self, values: dict[str, Any]) -> dict[str, Any]:
        """The values, where they are exactly the parameters that the text uses.

        Raises
        ------
        ValueError: a parameter has no value, or a value has no parameter.
        """
        missing = sorted(self.parameters - values.keys())
        unknown = sorted(values.keys() - self.parameters)
        if missing or unknown:
            raise ValueError(f"{self.name}: missing {missing}, unknown {unknown} parameters")
        return values


@cache
def statement(name: str) -> Statement:
    """The statement in ``cypher/<name>.cypher``; ``name`` may leave out the ordinal.

    Raises
    ------
    FileNotFoundError: there is no such statement.
    """
    folder, _, verb = name.rpartition("/")
    files = [
        file
        for file in sorted((_FOLDER / folder).glob("*.cypher"))
        if re.sub(r"^\d+_", "", file.stem) == verb
    ]
    if len(files) != 1:
        raise FileNotFoundError(f"{len(files)} statements are called {name}")
    text = files[0].read_text()
    title = text.partition("\n")[0].removeprefix("//").strip()
    return Statement(name, title, text, parameters(text))


def code(text: str) -> str:
    """A statement without its strings, quoted names and comments."""
    return _NO_CODE.sub("", text)


def parameters(text: str) -> frozenset[str]:
    """The names of the parameters that a statement uses."""
    return frozenset(_PARAMETER.findall(code(text)))


def statements(folder: str) -> list[Statement]:
    """Every statement of a folder, in the order of their ordinals."""
    files = sorted((_FOLDER / folder).glob("*.cypher"))
    return [statement(f"{folder}/{re.sub(r'^[0-9]+_', '', file.stem)}") for file in files]
