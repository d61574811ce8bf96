"""``photograph server``: starts and stops the embedded Neo4j, shows its status and log."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import Annotated

import typer

from photograph.console import say
from photograph.errors import NO_SERVER, PhotographError
from photograph.settings import home

app = typer.Typer(
    no_args_is_help=True,
    help="A real Neo4j on this machine, with GDS and APOC, for those who have none.\n\n"
    "Example: photograph server status",
)


@app.command(epilog="Example: photograph server start")
def start() -> None:
    """Start the embedded Neo4j and wait until it answers.

    The first start downloads 174 MB of jars. Ports: PHOTOGRAPH_BOLT_PORT and PHOTOGRAPH_HTTP_PORT;
    memory: PHOTOGRAPH_HEAP, such as 2g. With NEO4J_URI set, that server is used; none is started.
    """
    other = os.environ.get("NEO4J_URI")
    if other:
        say(f"NEO4J_URI is set: the server at {other} is used, and none is started here.")
        return
    from photograph.server import process
    from photograph.server.status import server_status, status_lines

    process.start()
    print(status_lines(server_status()))


@app.command(epilog="Example: photograph server prepare")
def prepare() -> None:
    """Make later starts of the embedded Neo4j a third quicker. Optional.

    Fetches the jars, if they are missing, and archives their classes as Java has them in memory,
    which takes some 40 seconds, once, and 190 MB beside the jars.
    """
    from photograph.server.class_archive import make_class_archive

    print(f"Starts use the classes in {make_class_archive(home())}")


@app.command(epilog="Example: photograph server stop")
def stop() -> None:
    """Stop the embedded Neo4j and wait until it is down. The graph is kept."""
    if os.environ.get("NEO4J_URI"):
        raise PhotographError(
            "NEO4J_URI is set, and a server of yours is not stopped from here.",
            "Unset NEO4J_URI to stop the embedded one.",
        )
    from photograph.server import process

    process.stop()


@app.command(name="status", epilog="Example: photograph server status --json")
def tell_status(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show whether the embedded Neo4j runs, and where. The exit code is 0 if it runs, else 3."""
    from photograph.server.status import server_status, status_lines

    told = server_status()
    print(json.dumps(asdict(told), indent=2) if as_json else status_lines(told))
    if not told.running:
        raise typer.Exit(NO_SERVER)


@app.command(epilog="Example: photograph server logs --lines 50 --follow")
def logs(
    lines: Annotated[int, typer.Option(min=1, help="How many of the last lines to print.")] = 20,
    follow: Annotated[
        bool, typer.Option(help="Print new lines as they come; Ctrl-C ends.")
    ] = False,
) -> None:
    """Print the end of the server's log."""
    from photograph.server import logs as server_logs

    path = server_logs.require_log(home())
    for line in server_logs.last_lines(path, lines):
        print(line)
    if follow:
        try:
            for line in server_logs.follow(path):
                print(line, flush=True)
        except KeyboardInterrupt:
            return
