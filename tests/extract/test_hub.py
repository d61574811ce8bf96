"""A TF Hub handle is downloaded once, by TF Hub's own protocol, and used without a connection."""

from __future__ import annotations

import io
import tarfile
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from photograph.collection.contract import EMBEDDINGS_FILE, read_provenance
from photograph.collection.roots import last_collection
from photograph.settings import Home
from tests.conftest import run_photograph
from tests.extract.photo_files import save_jpeg

pytestmark = pytest.mark.slow


@pytest.fixture
def hub(mobilenet: Path) -> Iterator[ThreadingHTTPServer]:
    """A server that answers as TF Hub does: a SavedModel as one compressed tar."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.add(mobilenet, arcname=".")

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not self.path.endswith("classification/4?tf-hub-format=compressed"):
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(packed.getvalue())))
            self.end_headers()
            self.wfile.write(packed.getvalue())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_handle_is_downloaded_once_and_then_needs_no_connection(
    tmp_path: Path, clean_folder: Home, hub: ThreadingHTTPServer
) -> None:
    save_jpeg(tmp_path / "photos/a.jpg")
    handle = f"http://127.0.0.1:{hub.server_port}/tf2-preview/mobilenet_v2/classification/4"

    first = run_photograph("extract", tmp_path / "photos", "--network", handle)
    hub.shutdown()
    hub.server_close()
    save_jpeg(tmp_path / "photos/b.jpg", 1)
    second = run_photograph("extract", tmp_path / "photos", "--network", handle)

    assert first.code == second.code == 0, first.err + second.err
    assert f"Downloading {handle}" in first.err
    assert "Downloading" not in second.err
    collection = last_collection(clean_folder)
    made_by = read_provenance(collection.folder(clean_folder) / EMBEDDINGS_FILE)
    assert collection.network == "mobilenet_v2-classification-4"
    assert (made_by.handle, made_by.features) == (handle, 1001)


def test_a_handle_that_the_server_does_not_know_is_one_line(
    tmp_path: Path, clean_folder: Home, hub: ThreadingHTTPServer
) -> None:
    save_jpeg(tmp_path / "photos/a.jpg")
    handle = f"http://127.0.0.1:{hub.server_port}/no/such/network/1"

    ran = run_photograph("extract", tmp_path / "photos", "--network", handle)

    assert ran.code == 1
    assert f"The network {handle} can't be downloaded" in ran.last_line
    assert "--network efficientnet-lite0" in ran.last_line
    assert "Traceback" not in ran.err
