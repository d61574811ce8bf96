"""Statements are files with a title and parameters that the loader insists on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from photograph import cypher
from photograph.cypher import Statement, statement

FILES = sorted(Path(cypher.__file__).parent.rglob("*.cypher"))


def test_a_missing_parameter_is_refused() -> None:
    with pytest.raises(ValueError, match=r"missing \['graph'\]"):
        statement("link/project_photos").bind({"network": "n"})


def test_a_parameter_that_the_statement_does_not_use_is_refused() -> None:
    with pytest.raises(ValueError, match=r"unknown \['grpah'\]"):
        statement("link/drop_projection").bind({"graph": "g", "grpah": "g"})


def test_a_dollar_in_a_string_or_comment_is_no_parameter(tmp_path: Path) -> None:
    text = "// costs $five\nRETURN '$six' AS a, \"$seven\" AS b, $eight AS c, `$nine`"

    found = cypher.parameters(text)

    assert found == {"eight"}


def test_an_unknown_statement_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match="link/nothing"):
        statement("link/nothing")


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_file_is_one_statement_with_a_title_that_names_its_parameters(file: Path) -> None:
    found: Statement = statement(f"{file.parent.name}/{re.sub(r'^[0-9]+_', '', file.stem)}")

    assert found.text.startswith("// ")
    assert ";" not in cypher.code(found.text)
    told = found.text.partition("\n")[0]
    named = set(re.findall(r"\$(\w+)", told))
    assert named == found.parameters
    assert named or told.endswith("No parameters.")
