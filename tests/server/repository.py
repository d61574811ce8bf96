"""A Maven repository on this machine, whose answers a test can spoil."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# What to send for a jar at its n-th request: the length announced, and the bytes.
Spoil = Callable[[int, bytes], tuple[int, bytes]]


def honest(_: int, content: bytes) -> tuple[int, bytes]:
    return len(content), content


@dataclass
class Repository:
    """Jars by file name, and how often each was asked for."""

    jars: dict[str, bytes]
    spoil: Spoil = honest
    asked: dict[str, int] = field(default_factory=dict)
    address: str = ""

    def lock(self, path: Path) -> Path:
        """Write a lock file that lists the jars, all of them for lib."""
        lines = []
        for filename, content in self.jars.items():
            artifact, version = filename.removesuffix(".jar").split("-")
            digest = hashlib.sha256(content).hexdigest()
            lines.append(f"example.photos:{artifact}:{version} lib {len(content)} {digest}")
        path.write_text("\n".join(lines), encoding="utf-8")
        return path


@contextmanager
def serve(repository: Repository) -> Iterator[Repository]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            filename = self.path.rpartition("/")[2]
            if filename not in repository.jars:
                self.send_error(404)
                return
            count = repository.asked[filename] = repository.asked.get(filename, 0) + 1
            length, content = repository.spoil(count, repository.jars[filename])
            self.send_response(200)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        repository.address = f"http://127.0.0.1:{server.server_port}/maven"
        yield repository
        server.shutdown()
