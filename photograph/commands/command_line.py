"""The ``photograph`` command with all its sub-commands, and its exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

import photograph
from photograph.commands.albums import albums
from photograph.commands.clean import clean
from photograph.commands.compare import compare
from photograph.commands.demo import demo
from photograph.commands.duplicates import duplicates
from photograph.commands.evaluate import evaluate
from photograph.commands.extract import extract, networks
from photograph.commands.gallery import gallery
from photograph.commands.link import link
from photograph.commands.load import export, load
from photograph.commands.server import app as server
from photograph.commands.similar import similar
from photograph.commands.status import jobs, status
from photograph.commands.train import train
from photograph.commands.usage_errors import OneLineUsageErrors
from photograph.commands.verdicts import keep_both, not_similar
from photograph.console import report_failure, say
from photograph.errors import PhotographError

app = typer.Typer(
    cls=OneLineUsageErrors,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done; 1 failed, with one line that says why and what to do next; 2 wrong"
    " usage; 3 no Neo4j answers: the server of NEO4J_URI is down, or the embedded one can't be"
    " started or ended during the command (for server status: it is down); 4 a trained network is"
    " no better; 130 interrupted.",
)


class StoppedByHandError(Exception):
    """Ctrl-C during a command; typer would handle a KeyboardInterrupt itself."""


def _stoppable(command: Callable[..., None]) -> Callable[..., None]:
    @wraps(command)
    def run(*words: Any, **options: Any) -> None:
        try:
            command(*words, **options)
        except KeyboardInterrupt as stop:
            raise StoppedByHandError from stop

    return run


for command in (
    demo,
    extract,
    load,
    link,
    similar,
    duplicates,
    keep_both,
    not_similar,
    albums,
    gallery,
    status,
    jobs,
    export,
    networks,
    evaluate,
    train,
    compare,
    clean,
):
    app.command()(_stoppable(command))
app.add_typer(server, name="server")


def _version(wanted: bool) -> None:
    if wanted:
        print(photograph.__version__)
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Turn a folder of photos into a similarity graph in Neo4j: extract, load, link, then ask.

    Commands that need Neo4j start the embedded one if it is down. NEO4J_URI names another server.

    Example: photograph demo ~/Pictures
    """


def main() -> None:
    """Runs the command line; prints a failure that a person can cause as one line."""
    try:
        app()
    except PhotographError as failure:
        report_failure(failure)
        sys.exit(failure.exit_code)
    except StoppedByHandError:
        say("photograph: stopped; what was done is kept. Run the same command to go on.")
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(1)
    except OSError as error:  # a full disk, a folder that vanished
        what = f"{error.strerror or error}: {error.filename or 'no file named'}."
        report_failure(PhotographError(what, "Cure that, then run the same command again."))
        sys.exit(1)
