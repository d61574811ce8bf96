"""The file with the server's password, readable only by its owner."""

from __future__ import annotations

import secrets
from pathlib import Path

from photograph.durable_file import write_durably
from photograph.errors import PhotographError
from photograph.settings import Home

BYTES_OF_CHANCE = 24


def password_file(home: Home) -> Path:
    """The path of the password file."""
    return home.neo4j / "password"


def read_password(home: Home) -> str:
    """The embedded server's password."""
    path = password_file(home)
    try:
        password = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        password = ""
    except OSError as error:
        raise PhotographError(
            f"The password file {path} cannot be read: {error.strerror}.",
            "Run as the user who started the server.",
        ) from error
    if not password:
        raise PhotographError(
            f"There is no password of an embedded server in {path}.",
            "Run `photograph server start`, or set NEO4J_URI for a server of your own.",
        )
    return password


def ensure_password(home: Home) -> None:
    """Makes the password file if it is missing; the caller holds the lock of a start."""
    path = password_file(home)
    if not path.exists() or path.stat().st_size == 0:
        write_durably(path, secrets.token_urlsafe(BYTES_OF_CHANCE) + "\n")
