"""The README is a short way in, and what it says is so."""

from __future__ import annotations

import re

import pytest

from photograph.graph.database import Database
from photograph.settings import Home
from tests.conftest import run_photograph
from tests.documents import DOCS, README, blocks, lines, links
from tests.server.conftest import REPOSITORY

MOST_BYTES = 6 * 1024


def test_the_readme_is_read_in_a_few_minutes() -> None:
    assert len(README.read_bytes()) <= MOST_BYTES


def test_the_readme_names_commands_and_queries() -> None:
    assert len(lines(README, "photograph ")) >= 5
    assert len(lines(README, "make ")) >= 2
    assert len(blocks(README, "cypher")) >= 2


def test_every_link_of_the_readme_leads_somewhere() -> None:
    assert len(links(README)) > 10
    assert [link for link in links(README) if not link.exists()] == []


@pytest.mark.slow
def test_the_table_of_the_demo_is_what_the_demo_prints(database: Database, neo4j: Home) -> None:
    printed = run_photograph("demo", REPOSITORY / "photos").out
    [shown] = [block for block in blocks(DOCS / "start.md", "") if "most similar" in block]

    for line in shown.splitlines():
        if ".jpg" in line:
            photo, other, cosine = re.split(r"  +", line)
            [there] = [row for row in printed.splitlines() if row.startswith(photo + "  ")]
            assert re.split(r"  +", there)[1] == other
            assert float(re.split(r"  +", there)[2]) == pytest.approx(float(cosine), abs=0.01)
