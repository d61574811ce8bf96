"""The manual is a site whose links all lead somewhere, and that asks no other host."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from shutil import copy2, copytree

import pytest

from tests.documents import DOCS
from tests.server.conftest import REPOSITORY

pytestmark = pytest.mark.slow

pytest.importorskip("material", reason="mkdocs-material is not installed: make test installs it")
# What a browser fetches by itself; a link that a person clicks is none of it.
_FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed)\b[^>]*?\bsrc=["']?(?:https?:)?//"""
    r"""|<link\b(?![^>]*\brel=["']?(?:canonical|next|prev)\b)[^>]*?\bhref=["']?(?:https?:)?//"""
)
_FETCHED_BY_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""")


def build(source: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Builds a site in the words of `make docs`."""
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    [line] = re.findall(r"python -m (mkdocs .*)", makefile)
    words = [sys.executable, "-m", *line.split(), "--site-dir", str(folder)]
    return subprocess.run(words, cwd=source, capture_output=True, text=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    built = build(REPOSITORY, folder)
    assert built.returncode == 0, built.stderr
    return folder


@pytest.mark.parametrize(
    ("page", "broken"),
    [
        ("similar.md", "[gone](nowhere.md)"),
        ("similar.md", "[gone](networks.md#nowhere)"),
        ("similar.md", "[gone](../cypher/explore/99_nowhere.cypher)"),
        ("in_no_menu.md", "# In no menu"),
    ],
)
def test_a_link_that_leads_nowhere_or_a_page_in_no_menu_is_an_error(
    page: str, broken: str, tmp_path: Path
) -> None:
    for name in ("docs", "cypher"):
        copytree(REPOSITORY / name, tmp_path / name)
    copy2(REPOSITORY / "mkdocs.yml", tmp_path)
    with (tmp_path / "docs" / page).open("a", encoding="utf-8") as file:
        file.write(f"\n{broken}\n")

    assert build(tmp_path, tmp_path / "site").returncode == 1


def test_every_page_is_there_and_nothing_else_of_the_folder(site: Path) -> None:
    made = {path.stem for path in site.glob("*.html")}

    assert made - {"404"} == {path.stem for path in DOCS.glob("*.md")}
    assert not list(site.rglob("*.py"))


def test_a_question_is_a_page_that_shows_the_statement(site: Path) -> None:
    list_of_them = (site / "questions.html").read_text(encoding="utf-8")
    page = (site / "cypher/explore/04_copies.html").read_text(encoding="utf-8")

    assert 'href="cypher/explore/04_copies.html"' in list_of_them
    assert "bytesToSpare" in page


def test_no_page_fetches_from_another_host(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert not _FETCHED.search(page.read_text(encoding="utf-8")), page
    for style in site.rglob("*.css"):
        assert not _FETCHED_BY_STYLE.search(style.read_text(encoding="utf-8")), style
