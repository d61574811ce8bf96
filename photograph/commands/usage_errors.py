"""A wrong option or argument is one line on standard error, as every other failure is."""

from __future__ import annotations

import sys
from typing import Any

from typer import Abort, TyperException

from photograph.commands.help_pages import HelpPages
from photograph.errors import PhotographError


class OneLineUsageErrors(HelpPages):
    """The group of all commands; typer itself shows a wrong usage as a frame of six lines."""

    def main(self, *words: Any, standalone_mode: bool = True, **options: Any) -> Any:
        """Runs the command line and exits with its code.

        Parameters
        ----------
        standalone_mode: false returns, or raises the errors of typer, instead of exiting.

        Raises
        ------
        PhotographError: a wrong usage, with the exit code 2, or a question without an answer.
        """
        # Its name is the same however it was started.
        options = {"prog_name": "photograph", **options, "standalone_mode": False}
        if not standalone_mode:
            return super().main(*words, **options)
        try:
            code = super().main(*words, **options)
        except TyperException as wrong:
            if type(wrong).__name__ == "NoArgsIsHelpError":  # typer has printed the help
                sys.exit(wrong.exit_code)
            raise _in_one_line(wrong) from wrong
        except Abort as unanswered:
            raise PhotographError(
                "The question was not answered.", "Answer it or add --yes"
            ) from unanswered
        sys.exit(code if isinstance(code, int) else 0)


def _in_one_line(wrong: TyperException) -> PhotographError:
    what = " ".join(wrong.format_message().split()).removesuffix(".")
    what = what.replace("Value error, ", "")  # which is pydantic's word
    context = getattr(wrong, "ctx", None)
    command = context.command_path if context else "photograph"
    what += "" if what.endswith("?") else "."  # it may ask: Did you mean 'logs'?
    return PhotographError(what, f"See: {command} --help", exit_code=wrong.exit_code)
