"""Signs in with the password of the file, and sets that password on a new server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from photograph.errors import PhotographError
from photograph.server.configuration import HOST
from photograph.server.password import password_file, read_password
from photograph.settings import Home

if TYPE_CHECKING:
    from neo4j import Driver

USER = "neo4j"
FIRST_PASSWORD = "neo4j"  # noqa: S105 - what a new store has, good only for changing it
# The database `system` takes administration only, so `RETURN 1` is no question to it.
PROBE = "SHOW CURRENT USER"
CHANGE = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
LOCKED = "Neo.ClientError.Security.AuthenticationRateLimit"
# The second is a password that the server finds too short, from a file that a person wrote.
REFUSED = ("Neo.ClientError.Security.", "Neo.ClientError.Statement.ArgumentError")


class TooManyFailures(Exception):  # noqa: N818 - a state to wait out, no error
    """The server refuses every password for some seconds, even the right one."""


def open_driver(bolt_port: int, password: str) -> Driver:
    """A driver for the embedded server, to be closed by the caller."""
    from neo4j import GraphDatabase

    return GraphDatabase.driver(
        f"bolt://{HOST}:{bolt_port}",
        auth=(USER, password),
        connection_timeout=5,
        max_transaction_retry_time=0,
        telemetry_disabled=True,
    )


def sign_in(home: Home, bolt_port: int) -> None:
    """Checks that the file's password is accepted; sets it on a new server.

    The file is written before the password is set, so that a crash between the two
    leaves a server with the initial password and a file with the one to set.
    """
    password = read_password(home)
    # Neo4j 5.26 locks the user for 5 s after 3 failures; these two tries stay below that.
    if _accepts(PROBE, bolt_port, password):
        return
    if not _accepts(CHANGE, bolt_port, FIRST_PASSWORD, old=FIRST_PASSWORD, new=password):
        raise PhotographError(
            f"The server does not take the password in {password_file(home)}.",
            f"Put the password of its user {USER} into that file. Where that is lost: photograph"
            " server stop, delete that file, and beside it data/databases/system and"
            " data/transactions/system, and start again; the graph stays.",
        )


def _accepts(statement: str, bolt_port: int, password: str, **parameters: str) -> bool:
    from neo4j.exceptions import ClientError

    with open_driver(bolt_port, password) as driver, driver.session(database="system") as session:
        try:
            session.run(statement, parameters).consume()
        except ClientError as error:
            if error.code == LOCKED:
                raise TooManyFailures from error
            if not str(error.code).startswith(REFUSED):
                raise
            return False
    return True
