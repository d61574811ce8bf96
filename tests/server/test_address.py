"""A wrong `NEO4J_URI` is one line that names the cure, asked of real servers where it must be."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from photograph.errors import NO_SERVER
from photograph.server.address import check_address, wrong_scheme
from photograph.settings import Home
from tests.conftest import Ran
from tests.in_process import run_here
from tests.server.conftest import free_port
from tests.test_failures import address, assert_one_line

PASSWORD = "a-password-of-mine"


@pytest.mark.parametrize(
    ("uri", "what", "cure"),
    [
        ("localhost:7687", "has no scheme", "NEO4J_URI=bolt://localhost:7687"),
        ("localhost", "has no scheme", "NEO4J_URI=bolt://localhost,"),
        ("10.0.0.1:7687", "has no scheme", "NEO4J_URI=bolt://10.0.0.1:7687"),
        ("bolt:/host:7687", "has no scheme", "NEO4J_URI=bolt://host:7687"),
        ("nonsense", "has no scheme", "NEO4J_URI=bolt://nonsense"),
        (" ", "has no scheme", "NEO4J_URI=bolt://HOST"),
        ("http://localhost:7474", "of Neo4j Browser", "NEO4J_URI=bolt://localhost:7687"),
        ("https://db.example/browser/", "of Neo4j Browser", "NEO4J_URI=bolt://db.example:7687"),
        ("bold://host:7687", "does not know", "Use bolt://host:7687"),
        ("bolt+routing://host", "does not know", "neo4j://"),
        ("bolt://host:port", "an invalid port", "1 to 65535"),
        ("bolt://host:99999", "an invalid port", "1 to 65535"),
        ("bolt://host:0", "an invalid port", "1 to 65535"),
        ("bolt://::1:7687", "an invalid port", "put an IPv6 address into [ ]"),
        ("bolt://[::1", "an invalid port", "put an IPv6 address into [ ]"),
        ("bolt://", "names no host", "NEO4J_URI=bolt://HOST:7687"),
        ("neo4j://:7687", "names no host", "NEO4J_URI=bolt://HOST:7687"),
        (f"bolt://neo4j:{PASSWORD}@host", "holds a user or a password", "NEO4J_PASSWORD"),
        (f"neo4j:{PASSWORD}@host:7687", "holds a user or a password", "NEO4J_PASSWORD"),
        ("bolt://host?database=photos", "can't be used", "Correct it"),
    ],
)
def test_a_mistake_is_named_with_its_cure(
    monkeypatch: pytest.MonkeyPatch, uri: str, what: str, cure: str
) -> None:
    ran = ask(monkeypatch, uri)

    assert_one_line(ran, what, cure)
    assert ran.err.count("\n") == 1
    assert PASSWORD not in ran.err


@pytest.mark.parametrize(
    "uri",
    ["bolt://localhost", "BOLT://h:7687", "neo4j+s://x.databases.neo4j.io", "bolt://[::1]:7687"],
)
def test_what_is_right_is_taken(uri: str) -> None:
    check_address(uri)


def ask(monkeypatch: pytest.MonkeyPatch, uri: str, password: str = PASSWORD) -> Ran:
    monkeypatch.setenv("NEO4J_URI", uri)
    monkeypatch.setenv("NEO4J_PASSWORD", password)
    return run_here("status")


@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s"])
def test_encryption_that_the_server_does_not_speak(
    neo4j: Home, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    plain = address(neo4j)["NEO4J_URI"]
    uri = plain.replace("bolt", scheme)

    ran = ask(monkeypatch, uri)

    cure = plain.replace("bolt", scheme.partition("+")[0])
    assert_one_line(ran, f"Neo4j at {uri} does not use encryption", f"NEO4J_URI={cure}")


def test_spaces_around_an_address_do_no_harm(neo4j: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    own = address(neo4j)

    assert ask(monkeypatch, f" {own['NEO4J_URI']} ", own["NEO4J_PASSWORD"]).code == 0


def test_the_port_of_the_browser(neo4j: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from photograph.server.process import running

    server = running(neo4j)
    assert server is not None

    ran = ask(monkeypatch, f"bolt://127.0.0.1:{server.http_port}")

    assert_one_line(ran, "is the port of Neo4j Browser", "Give the port of Bolt")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 that is signed by itself, with its key, in one file."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("openssl is not installed: apt install openssl")
    folder = tmp_path_factory.mktemp("certificate")
    key, signed = folder / "key.pem", folder / "signed.pem"
    words = f"req -x509 -newkey rsa:2048 -nodes -days 2 -keyout {key} -out {signed}".split()
    named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([program, *words, *named], check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_text(key.read_text() + signed.read_text())
    return both


@contextmanager
def encrypting_server(certificate: Path) -> Iterator[int]:
    """Speaks TLS and nothing else: a handshake, then silence; gives its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_shake_hands, args=(listener, context), daemon=True).start()
        yield int(listener.getsockname()[1])


def _shake_hands(listener: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            plain, _ = listener.accept()
        except OSError:  # the test is over
            return
        plain.settimeout(5)
        try:
            context.wrap_socket(plain, server_side=True).close()
        except OSError:  # no handshake, or one that the other end broke off
            plain.close()


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_server_that_takes_encrypted_connections_only(
    certificate: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    with encrypting_server(certificate) as port:
        uri = f"{scheme}://127.0.0.1:{port}"

        nobody_signed = ask(monkeypatch, uri)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        known = ask(monkeypatch, uri)

    what = f"Neo4j at {uri} accepts only encrypted connections"
    assert_one_line(nobody_signed, what, f"NEO4J_URI={scheme}+ssc://127.0.0.1:{port}")
    assert_one_line(known, what, f"NEO4J_URI={scheme}+s://127.0.0.1:{port}")


def test_a_certificate_that_nobody_signed(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with encrypting_server(certificate) as port:
        ran = ask(monkeypatch, f"bolt+s://127.0.0.1:{port}")

    assert_one_line(
        ran, "This machine does not trust the certificate", f"bolt+ssc://127.0.0.1:{port}"
    )


def test_what_is_no_neo4j_at_all_is_not_blamed_on_the_scheme(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A program that says nothing, and closes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_close_at_once, args=(listener,), daemon=True).start()
        uri = f"bolt://127.0.0.1:{listener.getsockname()[1]}"

        ran = ask(monkeypatch, uri)

    assert_one_line(ran, f"No Neo4j answers at {uri}", "check NEO4J_URI", NO_SERVER)


def _close_at_once(listener: socket.socket) -> None:
    while True:
        try:
            listener.accept()[0].close()
        except OSError:  # the test is over
            return


def test_a_host_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = ask(monkeypatch, "neo4j://no-host.invalid")

    assert_one_line(ran, "No Neo4j answers at neo4j://no-host", "check NEO4J_URI", NO_SERVER)


def test_a_port_where_nobody_listens_tells_nothing_of_a_scheme() -> None:
    assert wrong_scheme(f"bolt+s://127.0.0.1:{free_port()}") is None


def test_a_scheme_is_checked_before_a_password_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert_one_line(ask(monkeypatch, "localhost:7687", password=""), "has no scheme", "bolt://")
