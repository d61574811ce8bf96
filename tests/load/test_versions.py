"""Versions that do not fit together are told in one line, before anything is written."""

from __future__ import annotations

import pytest

from photograph.graph.database import Database
from photograph.graph.versions import check_versions, misfit


@pytest.mark.parametrize(
    ("neo4j", "gds", "apoc"),
    [
        ("5.26.30", "2.13.9", "5.26.19"),
        ("5.26.0", None, None),
        ("5.26.1", "2.13.0-alpha01", None),
        ("2025.04.0", "2.17.0", "2025.04.0"),
        ("5.27-aura", "2.14.1", "5.26.4"),
    ],
)
def test_what_fits(neo4j: str, gds: str | None, apoc: str | None) -> None:
    assert misfit(neo4j, gds, apoc) is None


@pytest.mark.parametrize(
    ("neo4j", "gds", "apoc", "what", "next_step"),
    [
        ("4.4.38", "2.6.8", "4.4.0", "Neo4j 4.4.38 is too old", "Use 5.26 or newer"),
        ("5.20.0", None, None, "Neo4j 5.20.0 is too old", "Use 5.26 or newer"),
        ("5.26.30", "2.12.0", "5.26.1", "GDS 2.12.0 does not fit", "Install GDS 2.13 there"),
        ("5.26.30", "2.13.9", "5.25.1", "APOC 5.25.1 does not fit", "Install APOC 5.26 there"),
        ("2025.04.0", None, "5.26.1", "APOC 5.26.1 does not fit", "Install APOC 2025.04 there"),
    ],
)
def test_what_does_not(
    neo4j: str, gds: str | None, apoc: str | None, what: str, next_step: str
) -> None:
    problem = misfit(neo4j, gds, apoc)

    assert problem is not None
    assert what in problem.what
    assert next_step in problem.next_step


def test_the_server_of_these_tests_fits(database: Database) -> None:
    check_versions(database)
