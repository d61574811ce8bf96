"""One real server through its life; each test leaves it running for the next."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from dataclasses import replace
from urllib.request import urlopen

import psutil
import pytest

from photograph.errors import PhotographError
from photograph.server import process
from photograph.server.configuration import ports
from photograph.server.jars import WEB, ensure_jars
from photograph.server.password import password_file, read_password
from photograph.server.readiness import StillStarting, versions
from photograph.server.remembered import RunningServer, state_file
from photograph.server.remembered import remember as remember_process
from photograph.server.status import server_status
from photograph.settings import Home
from tests.in_process import run_here
from tests.server.conftest import REPOSITORY, driver

pytestmark = pytest.mark.slow


def up(place: Home) -> RunningServer:
    there = process.running(place)
    assert there is not None
    return there


def remember(place: Home, name: str) -> None:
    with driver(place) as opened:
        opened.execute_query("MERGE (:Memory {name: $name})", name=name)


def remembers(place: Home, name: str) -> bool:
    with driver(place) as opened:
        records, _, _ = opened.execute_query(
            "MATCH (m:Memory {name: $name}) RETURN count(m) AS found", name=name
        )
        return bool(records[0]["found"] == 1)


def test_it_is_neo4j_with_gds_and_apoc(served: Home) -> None:
    there = versions(served, up(served).bolt_port)
    assert (there.neo4j, there.gds, there.apoc) == ("5.26.30", "2.13.9", "5.26.19")
    with driver(served) as opened:
        records, _, _ = opened.execute_query("SHOW PROCEDURES YIELD name RETURN collect(name) AS n")
    assert {"gds.knn.stream", "gds.pageRank.stream", "apoc.periodic.iterate"} <= set(
        records[0]["n"]
    )


def test_it_listens_where_it_was_told_and_on_this_machine_only(served: Home) -> None:
    there = up(served)
    assert (there.bolt_port, there.http_port) == (ports().bolt, ports().http)
    sockets = psutil.Process(there.pid).net_connections("inet")
    listening = [socket.laddr for socket in sockets if socket.status == psutil.CONN_LISTEN]
    assert {address.port for address in listening} == {there.bolt_port, there.http_port}
    assert {address.ip.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}


def test_the_class_path_holds_no_jar_that_is_for_browsers(served: Home) -> None:
    ensure_jars(served.jars, shelf=WEB)
    words = psutil.Process(up(served).pid).cmdline()

    class_path = words[words.index("-cp") + 1].split(":")

    there = {f"{jar.parent.name}/{jar.name}" for jar in served.jars.glob("*/*.jar")}
    assert {jar for jar in there if jar.startswith(("lib", "plugins"))} < set(class_path)
    assert not [part for part in class_path if part.startswith("web") or "leaflet" in part]
    for folder in ("lib", "plugins"):
        assert not list((served.neo4j / folder).glob("*leaflet*"))


def test_the_password_is_in_its_file_only(served: Home) -> None:
    password = read_password(served)
    assert len(password) >= 32
    assert stat.S_IMODE(password_file(served).stat().st_mode) == 0o600
    java = psutil.Process(up(served).pid)
    assert password not in " ".join((*java.cmdline(), *java.environ().values()))
    files = [path for path in served.root.rglob("*") if path.is_file()]
    assert [p for p in files if password.encode() in p.read_bytes()] == [password_file(served)]


def test_load_csv_reads_the_import_folder(served: Home) -> None:
    file = served.imports / "photos.csv"
    file.write_text("path\nstrand/möwe.jpg\n", encoding="utf-8")
    with driver(served) as opened:
        records, _, _ = opened.execute_query(
            "LOAD CSV WITH HEADERS FROM 'file:///photos.csv' AS row RETURN row.path AS path"
        )
    file.unlink()
    assert records[0]["path"] == "strand/möwe.jpg"


def test_a_second_start_finds_the_first(served: Home, capsys: pytest.CaptureFixture[str]) -> None:
    before = up(served)
    assert process.start() == before
    assert "running already" in capsys.readouterr().err
    process.ensure_running()
    assert capsys.readouterr().err == ""


def test_a_wrong_password_file_is_named(served: Home) -> None:
    right = read_password(served)
    password_file(served).write_text("not-the-password\n")
    try:
        with pytest.raises(PhotographError, match="does not take the password") as failure:
            process.start()
        assert str(password_file(served)) in failure.value.what
        assert "not-the-password" not in str(failure.value)
    finally:
        password_file(served).write_text(right)
    assert process.start() == up(served)


def test_the_status_of_a_running_server(served: Home) -> None:
    told = server_status()
    assert (told.running, told.answers, told.pid) == (True, True, up(served).pid)
    assert told.browser == f"http://localhost:{ports().http}/browser/"
    assert (told.neo4j, told.gds, told.apoc) == ("5.26.30", "2.13.9", "5.26.19")


def test_it_stops_twice_and_two_starts_at_once_make_one_server(
    served: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    remember(served, "before the stop")
    before = up(served)
    process.stop()
    assert "Neo4j is down." in capsys.readouterr().err
    assert not psutil.pid_exists(before.pid)
    process.stop()
    assert "Neo4j is not running." in capsys.readouterr().err

    code = "from photograph.server.process import start; print(start().pid)"
    command = [sys.executable, "-c", code]
    both = [
        subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    answers = {one.communicate(timeout=120)[0].strip() for one in both}
    assert answers == {str(up(served).pid)}
    assert remembers(served, "before the stop")


def test_a_killed_server_starts_again_with_its_data(served: Home) -> None:
    remember(served, "before the kill")
    killed = psutil.Process(up(served).pid)
    killed.kill()
    killed.wait(30)
    assert process.running(served) is None
    assert not server_status().running
    asked = run_here("status")
    assert (asked.code, asked.err) == (0, "Starting Neo4j.\n")
    assert up(served).pid != killed.pid
    assert remembers(served, "before the kill")


def test_a_start_that_takes_long_goes_on_with_a_configuration_written_anew_where_it_is_damaged(
    served: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    process.stop()
    conf = served.neo4j / "conf/neo4j.conf"
    whole = conf.read_bytes()
    conf.write_bytes(whole[: len(whole) // 2] + b"\xff=\xff\n")
    monkeypatch.setenv("PHOTOGRAPH_START_TIMEOUT", "0.1")
    with pytest.raises(StillStarting, match="PHOTOGRAPH_START_TIMEOUT"):
        process.start()
    there = up(served)
    assert not server_status().answers
    monkeypatch.delenv("PHOTOGRAPH_START_TIMEOUT")
    process.ensure_running()
    assert up(served) == there
    assert server_status().answers
    written = conf.read_bytes()
    assert b"\xff" not in written
    assert written.count(b"\n") == whole.count(b"\n")  # its sizes follow the memory of the moment


@pytest.mark.parametrize("content", [b"", b'{"pid": 1, "bolt', b"\xff" * 60])
def test_a_server_whose_state_file_is_damaged_is_found_by_its_words(
    content: bytes, served: Home
) -> None:
    there = up(served)
    whole = state_file(served).read_bytes()
    state_file(served).write_bytes(content)

    assert up(served) == there
    assert state_file(served).read_bytes() == whole


def test_a_flipped_bit_in_the_state_file_names_no_other_process(served: Home) -> None:
    there = up(served)
    text = state_file(served).read_text()
    state_file(served).write_text(text.replace(f'"pid": {there.pid}', f'"pid": {there.pid ^ 1}'))

    assert up(served) == there


def test_where_the_password_is_lost_the_advice_gives_another_and_the_graph_stays(
    served: Home,
) -> None:
    remember(served, "before the loss")
    process.stop()
    password_file(served).write_text("")

    with pytest.raises(PhotographError, match="data/databases/system") as failure:
        process.start()

    assert "delete that file" in failure.value.next_step
    process.stop()
    password_file(served).unlink()
    for part in ("databases", "transactions"):
        shutil.rmtree(served.neo4j / "data" / part / "system")
    process.start()
    assert remembers(served, "before the loss")


def test_all_that_the_server_writes_is_for_its_owner_only(served: Home) -> None:
    found = [path for path in (served.root, *served.root.rglob("*")) if not path.is_symlink()]

    assert len(found) > 50
    assert [path for path in found if path.stat().st_mode & 0o077] == []


def test_browser_and_the_guide_are_served_whatever_the_folder_is_called(served: Home) -> None:
    for page in ("", "photograph.html", "photograph.grass"):
        with urlopen(f"{server_status().browser}{page}", timeout=10) as answer:  # noqa: S310
            assert answer.status == 200


def test_the_process_id_of_another_program_is_not_the_server(served: Home) -> None:
    there = up(served)
    remember_process(replace(there, pid=os.getpid()), served)
    try:
        assert process.running(served) is None
    finally:
        remember_process(there, served)
