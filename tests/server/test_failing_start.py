from __future__ import annotations

import os
from pathlib import Path

import pytest

from photograph.errors import PhotographError
from photograph.server import process
from photograph.server.password import ensure_password, password_file, read_password
from photograph.settings import Home


def own_settings(place: Home, text: str) -> None:
    conf = place.neo4j / "conf"
    conf.mkdir(parents=True)
    (conf / "extra.conf").write_text(text)


@pytest.mark.slow
def test_a_broken_setting_is_told_with_the_last_words_of_the_log(place: Home) -> None:
    own_settings(place, "server.bolt.enabled=perhaps\n")
    with pytest.raises(PhotographError) as failure:
        process.start()
    assert "server.bolt.enabled" in failure.value.details
    assert "perhaps" in failure.value.details
    assert len(failure.value.details.splitlines()) <= process.LOG_LINES
    assert process.running(place) is None


def test_a_java_machine_that_does_not_start_is_told(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHOTOGRAPH_HEAP", "1m")
    with pytest.raises(PhotographError) as failure:
        process.start()
    assert "heap" in failure.value.details
    assert process.running(place) is None


def test_last_words_are_not_those_of_an_earlier_start(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = place.neo4j / "logs" / "neo4j.log"
    log.parent.mkdir(parents=True)
    log.write_text("words of an earlier start\n")
    monkeypatch.setenv("PHOTOGRAPH_HEAP", "1m")
    with pytest.raises(PhotographError) as failure:
        process.start()
    assert "earlier" not in failure.value.details


@pytest.mark.slow
def test_a_missing_plugin_is_named_and_no_server_is_left(place: Home) -> None:
    own_settings(place, "dbms.security.procedures.allowlist=apoc.*\n")
    # As after a crash between writing the file and telling the server: the file is kept.
    place.neo4j.mkdir(exist_ok=True)
    ensure_password(place)
    password = read_password(place)
    with pytest.raises(PhotographError, match="plugin GDS"):
        process.start()
    assert process.running(place) is None
    assert read_password(place) == password


def test_an_empty_password_file_is_made_anew(tmp_path: Path) -> None:
    place = Home(tmp_path)
    place.neo4j.mkdir()
    password_file(place).touch()
    ensure_password(place)
    assert read_password(place)


def test_without_a_password_the_next_step_is_told(tmp_path: Path) -> None:
    with pytest.raises(PhotographError, match="photograph server start"):
        read_password(Home(tmp_path))


def test_settings_of_apoc_go_into_its_own_file(place: Home) -> None:
    from photograph.server.configuration import configuration, write_configuration

    own_settings(place, "# mine\n\napoc.uuid.enabled=true\nserver.bolt.enabled = false\n")
    write_configuration(configuration(place))
    neo4j = (place.neo4j / "conf" / "neo4j.conf").read_text(encoding="utf-8")
    apoc = (place.neo4j / "conf" / "apoc.conf").read_text(encoding="utf-8")
    assert not [line for line in neo4j.splitlines() if line.startswith("apoc.")]
    assert "apoc.uuid.enabled=true\n" in apoc
    assert "apoc.export.file.enabled=false\n" in apoc
    assert "server.bolt.enabled=false\n" in neo4j
    assert os.environ["PHOTOGRAPH_BOLT_PORT"] in neo4j
