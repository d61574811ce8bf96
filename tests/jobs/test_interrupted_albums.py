"""Albums whose writing was stopped before any of its statements are made whole by the next run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from photograph.graph.database import Database
from photograph.jobs.albums import colours as album_colours
from photograph.jobs.albums import write as album_writing
from tests.conftest import run
from tests.jobs.test_albums import cluster, load, make, members, rows_of

FACTS = """MATCH (album:Album)
RETURN
  album.photos AS photos,
  album.colour IS NOT NULL AS coloured,
  [(album)-[:HAS_COVER]->(photo) | photo.path] AS covers
ORDER BY covers"""
# Photos whose label is not the colour of their album.
WRONG = """MATCH (photo:Photo)
OPTIONAL MATCH (photo)-[:IN_ALBUM]->(album:Album)
WITH photo, collect('AlbumColour' + album.colour) AS wanted
WHERE [label IN labels(photo) WHERE label STARTS WITH 'AlbumColour'] <> wanted
RETURN photo.path AS path"""
# Only what is alike makes albums, so this decides which photos are in any.
LINK_ONLY = """MATCH (one:Photo)-[edge:IS_SIMILAR_TO]->(other:Photo)
SET edge.cosineSimilarity = abs(edge.cosineSimilarity)
  * CASE WHEN one.path IN $paths AND other.path IN $paths THEN 1 ELSE -1 END"""
# One album goes, one shrinks, one stays and two come; and the other way round.
STATES = (
    {cluster(0, 4), cluster(1), cluster(3), cluster(4)},
    {cluster(0), cluster(1), cluster(2)},
)
MOST = 20


def stop_before(number: int, patch: pytest.MonkeyPatch) -> None:
    """Ctrl-C before the statement of this number that writes."""
    sent = 0
    for module in (album_writing, album_colours):
        for name in ("write", "write_in_batches"):
            real = getattr(module, name)

            def send(*words: Any, real: Any = real, **values: Any) -> Any:
                nonlocal sent
                sent += 1
                if sent == number:
                    raise KeyboardInterrupt
                return real(*words, **values)

            patch.setattr(module, name, send)


def make_until(number: int, database: Database, patch: pytest.MonkeyPatch) -> bool:
    """Whether it was stopped."""
    with patch.context() as patched:
        stop_before(number, patched)
        try:
            make(database)
        except KeyboardInterrupt:
            return True
    return False


@pytest.mark.slow
def test_the_next_run_makes_whole_what_was_left(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(database, tmp_path, [row for c in range(5) for row in rows_of(c, range(6))])
    clean = []
    for albums in STATES:
        run(database, LINK_ONLY, paths=[path for album in albums for path in album])
        make(database)
        clean.append(run(database, FACTS))
    stopped = True

    for number in range(1, MOST):
        albums = STATES[(number - 1) % 2]
        run(database, LINK_ONLY, paths=[path for album in albums for path in album])
        stopped = make_until(number, database, monkeypatch)
        make(database)

        assert set(members(database).values()) == albums
        assert run(database, FACTS) == clean[(number - 1) % 2]
        assert run(database, WRONG) == []
        if not stopped:
            break
    assert number > 8
    assert not stopped
