"""A real S3-speaking server in a process of its own, and a wire to it that a test can cut."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.server.conftest import free_port

BUCKET = "museum"
SECRET = "s3cret-of-the-test"
KEYS = {"AWS_ACCESS_KEY_ID": "key-of-the-test", "AWS_SECRET_ACCESS_KEY": SECRET}
_GET = re.compile(r'"(?:\x1b\[\d+m)*GET /([^ ?"]+)(\?[^ "]*)? HTTP')


@dataclass(frozen=True)
class ObjectServer:
    """A server with one empty bucket."""

    port: int
    log: Path
    client: Any

    @property
    def environment(self) -> dict[str, str]:
        """What a person sets who keeps photos there."""
        return environment(self.port)

    def put(self, key: str, content: bytes, **options: str) -> None:
        self.client.put_object(Bucket=BUCKET, Key=key, Body=content, **options)

    def put_folder(self, folder: Path, prefix: str) -> None:
        for file in sorted(folder.glob("*.jpg")):
            self.put(f"{prefix}/{file.name}", file.read_bytes())

    def delete(self, key: str) -> None:
        self.client.delete_object(Bucket=BUCKET, Key=key)

    def reads(self) -> list[str]:
        """The keys whose content was asked for since the server began, by its access log."""
        found = _GET.findall(self.log.read_text(encoding="utf-8", errors="replace"))
        return [unquote(path).partition("/")[2] for path, query in found if not query]


def environment(port: int) -> dict[str, str]:
    return {
        **KEYS,
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }


@contextmanager
def object_server(folder: Path, **settings: str) -> Iterator[ObjectServer]:
    """Starts moto's server; `settings` are variables of its environment."""
    import boto3

    port, log = free_port(), folder / "requests.log"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with log.open("w") as output:
        running = subprocess.Popen(command, stderr=output, stdout=output, env=os.environ | settings)
    try:
        _wait_for(port)
        client = boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{port}",
            region_name="us-east-1",
            aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=SECRET,
        )
        client.create_bucket(Bucket=BUCKET)
        yield ObjectServer(port, log, client)
    finally:
        running.kill()
        running.wait()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise TimeoutError("the object server does not start")


@dataclass
class Wire:
    """Forwards connections to a port until so many photos were asked for, then is cut."""

    to: int
    port: int = field(default_factory=free_port)
    cut_after: int = sys.maxsize
    asked: int = 0
    _open: list[socket.socket] = field(default_factory=list)

    def connect(self, cut_after: int = sys.maxsize) -> None:
        """Lets connections through."""
        self.asked, self.cut_after = 0, cut_after
        listener = socket.create_server(("127.0.0.1", self.port))
        self._open = [listener]
        threading.Thread(target=self._accept, args=[listener], daemon=True).start()

    def cut(self) -> None:
        """Ends every connection, and refuses new ones."""
        for end in [*self._open]:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", self.to))
                self._open += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=self._forward, args=ends, daemon=True).start()

    def _forward(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self.asked += len(re.findall(rb"GET /[^ ?]+\.jpg HTTP", data))
                if self.asked > self.cut_after:
                    self.cut()
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
