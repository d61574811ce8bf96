"""Mends typer's help pages: keeps brackets and whole sentences, and names types in words."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperArgument, TyperGroup, TyperOption

_TYPES: dict[Any, str] = {str: "TEXT", int: "NUMBER", float: "NUMBER"}


class HelpPages(TyperGroup):
    """The group of all commands; mends the help of each command when it is made."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        _mend(self)

    def get_params(self, ctx: Any) -> list[Any]:
        """All parameters, with those for completion, which typer 0.29 adds late."""
        parameters = super().get_params(ctx)
        for parameter in parameters:
            if isinstance(parameter, TyperOption) and parameter.metavar is None:
                parameter.metavar = _type_in_words(parameter)
        return parameters


def _mend(command: Any) -> None:
    command.help = _flowing(command.help)
    command.epilog = _flowing(command.epilog)
    for parameter in command.params:
        parameter.help = _plain(parameter.help)
        if isinstance(parameter, TyperArgument):
            _mend_argument(parameter)
        elif parameter.metavar is None:
            parameter.metavar = _type_in_words(parameter)
            _list_choices(parameter)
    _mend_help_option(command)
    for inner in getattr(command, "commands", {}).values():
        _mend(inner)


def _flowing(text: str | None) -> str | None:
    """Puts each paragraph on one line: typer 0.29 would keep a docstring's line breaks."""
    if text is None:
        return None
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return _plain("\n\n".join(" ".join(part.split()) for part in paragraphs))


def _plain(text: str | None) -> str | None:
    """Escapes brackets, as in ``pip install '.[ray]'``, which rich reads as markup."""
    # rich.markup.escape does the same, but importing rich takes a tenth of a second.
    return text and re.sub(r"(?<!\\)\[", r"\\[", text)


def _mend_argument(argument: Any) -> None:
    """Shows an argument in capitals, in [ ] if optional; typer 0.29 adds <type> and { }."""
    name = argument.metavar = argument.metavar or argument.name.upper()
    argument.display_type_rich = lambda ctx: ""
    argument.get_usage_pieces = lambda ctx: [name if argument.required else f"[{name}]"]


def _type_in_words(option: TyperOption) -> str:
    """The placeholder of an option's value: a word, or nothing for a flag."""
    kind = option.type_descriptor
    if option.is_flag or kind.annotation is bool:
        return ""
    if kind.is_choice:
        return "WORD"
    return "PATH" if kind.is_path else _TYPES.get(kind.annotation, "TEXT")


def _list_choices(option: TyperOption) -> None:
    """Names the choices in the help: typer's own list of them is cut at the end of a line."""
    if choices := option.type_descriptor.choices:
        option.help = f"{option.help} One of: {', '.join(choices)}."


def _mend_help_option(command: Any) -> None:
    made = command.get_help_option

    def without_type(context: Any) -> Any:
        option = made(context)
        if option is not None:
            option.metavar = ""
        return option

    command.get_help_option = without_type
