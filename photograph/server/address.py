"""Checks ``NEO4J_URI``: its form before a connection, its scheme after a failed one."""

from __future__ import annotations

import re
import socket
import ssl
from urllib.parse import SplitResult, urlsplit

from photograph.errors import PhotographError

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
BOLT_PORT = 7687
_SECONDS = 5.0
# What every client of Bolt begins with, and the four versions that it speaks: here 5.0 alone.
_BOLT_GREETING = bytes.fromhex("6060b017 00000005 00000000 00000000 00000000")


def check_address(uri: str) -> None:
    """Checks an address before it is used.

    Raises
    ------
    PhotographError: its scheme is missing or unknown, it has no host or an invalid port, or it
        contains a password, which the message does not repeat.
    """
    scheme, _, rest = uri.partition("://")
    if "@" in uri:
        raise PhotographError(
            "NEO4J_URI holds a user or a password.",
            "Leave them out of it, and set NEO4J_USERNAME and NEO4J_PASSWORD.",
        )
    if not rest and "://" not in uri:
        place = re.sub(rf"^({'|'.join(map(re.escape, SCHEMES))}):/*", "", uri, flags=re.I) or "HOST"
        raise PhotographError(
            f"NEO4J_URI={uri} has no scheme.",
            f"Put one before it: NEO4J_URI=bolt://{place}, or neo4j+s:// for Aura.",
        )
    if scheme.lower() in ("http", "https"):
        host = _host(uri) or "HOST"
        raise PhotographError(
            f"NEO4J_URI={uri} is an address of Neo4j Browser, but programs use Bolt.",
            f"Use its address for Bolt: NEO4J_URI=bolt://{host}:{BOLT_PORT}",
        )
    if scheme.lower() not in SCHEMES:
        raise PhotographError(
            f"NEO4J_URI={uri} has a scheme that Neo4j does not know.",
            f"Use bolt://{rest}, or one of {', '.join(f'{known}://' for known in SCHEMES[1:])}",
        )
    _check_place(uri)


def _check_place(uri: str) -> None:
    try:
        port = urlsplit(uri).port
        # An IPv6 address without brackets has more colons than the one before its port.
        wrong = port == 0 or (urlsplit(uri).netloc.count(":") > 1 and "[" not in uri)
    except ValueError:  # a port that is no number, or above 65535; a bracket that is not closed
        wrong = True
    if wrong:
        raise PhotographError(
            f"NEO4J_URI={uri} has an invalid port.",
            f"Give 1 to 65535, or leave it out for {BOLT_PORT}; put an IPv6 address into [ ].",
        )
    if not _host(uri):
        raise PhotographError(
            f"NEO4J_URI={uri} names no host.", f"Name one: NEO4J_URI=bolt://HOST:{BOLT_PORT}"
        )


def _host(uri: str) -> str | None:
    try:
        return urlsplit(uri).hostname
    except ValueError:  # a bracket that is not closed
        return None


def wrong_scheme(uri: str) -> PhotographError | None:
    """Finds out whether a failed connection is due to a wrong scheme; None if it is not.

    Tries a TLS handshake and a Bolt handshake with the server.
    """
    parts = urlsplit(uri)
    place = (parts.hostname or "", parts.port or BOLT_PORT)
    encrypted = "+" in parts.scheme
    trusted = _speaks_tls(place)
    if trusted is not None and not encrypted:
        better = _with(parts, "+s" if trusted else "+ssc")
        return PhotographError(
            f"Neo4j at {uri} accepts only encrypted connections.", f"Set NEO4J_URI={better}"
        )
    if trusted is False and parts.scheme.endswith("+s"):
        return PhotographError(
            f"This machine does not trust the certificate of Neo4j at {uri}.",
            f"To connect anyway: NEO4J_URI={_with(parts, '+ssc')}",
        )
    answer = _greet(place) if trusted is None else b""
    if answer == b"HTTP":
        return PhotographError(
            f"{uri} is the port of Neo4j Browser, but programs use Bolt.",
            f"Give the port of Bolt, such as {BOLT_PORT}, in NEO4J_URI.",
        )
    if len(answer) == 4 and encrypted:
        return PhotographError(
            f"Neo4j at {uri} does not use encryption.", f"Set NEO4J_URI={_with(parts, '')}"
        )
    return None


def _with(parts: SplitResult, security: str) -> str:
    return parts._replace(scheme=parts.scheme.partition("+")[0] + security).geturl()


def _speaks_tls(place: tuple[str, int]) -> bool | None:
    """Whether this machine trusts the server's certificate; None if it does not use TLS."""
    for context in (ssl.create_default_context(), _any_certificate()):
        try:
            with (
                socket.create_connection(place, _SECONDS) as plain,
                context.wrap_socket(plain, server_hostname=place[0]),
            ):
                return context.verify_mode is ssl.CERT_REQUIRED
        except ssl.SSLCertVerificationError:
            continue
        except OSError:  # no TLS, or no server
            return None
    return None


def _any_certificate() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _greet(place: tuple[str, int]) -> bytes:
    """The first four bytes of the answer to a Bolt handshake; fewer if there is no answer."""
    try:
        with socket.create_connection(place, _SECONDS) as plain:
            plain.sendall(_BOLT_GREETING)
            return plain.recv(4, socket.MSG_WAITALL)
    except OSError:
        return b""
