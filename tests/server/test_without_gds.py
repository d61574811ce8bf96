"""A person's own Neo4j may lack GDS: photos load, and `link` says what is missing in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from photograph.server import process
from photograph.settings import Home
from tests.conftest import run_photograph
from tests.extract.photo_files import save_jpeg
from tests.server.test_failing_start import own_settings
from tests.test_failures import address


@pytest.mark.slow
def test_load_works_and_link_names_the_missing_plugin(
    place: Home, session_folder: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_settings(place, "dbms.security.procedures.allowlist=apoc.*\n")
    # The embedded server refuses to be without GDS; a server of one's own does not.
    monkeypatch.setattr("photograph.server.readiness._plugin_version", lambda *_: "none")
    session_folder.networks.mkdir(parents=True, exist_ok=True)
    place.networks.symlink_to(session_folder.networks)
    save_jpeg(tmp_path / "photos/a.jpg", 1)
    save_jpeg(tmp_path / "photos/b.jpg", 2)
    process.start()

    assert run_photograph("extract", tmp_path / "photos").code == 0
    own = {**address(place), "NEO4J_IMPORT": str(place.imports)}
    loaded, linked = run_photograph("load", **own), run_photograph("link", **own)

    assert loaded.code == 0, loaded.err
    assert linked.code == 1
    assert "Traceback" not in linked.err
    assert "no Graph Data Science plugin" in linked.last_line
    assert "Install GDS 2.13" in linked.last_line
