"""A hook of mkdocs: each statement that a page links to is a page of the site, with a copy button.

A link as ../cypher/explore/02_similar_photos.cypher leads to the file where a page is read in the
repository; in the site, where no such file is, it leads to a page that shows it.
"""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

REPOSITORY = Path(__file__).parents[1]
_LANGUAGES = {".cypher": "cypher", ".grass": "css"}
_LINK = re.compile(r"\]\(\.\./(cypher/[\w/]+)\.(?:cypher|grass)\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds a page for each question, and one for the style."""
    folder = REPOSITORY / "cypher"
    for statement in sorted([*folder.glob("explore/*.cypher"), *folder.glob("*.grass")]):
        name = statement.relative_to(REPOSITORY).with_suffix(".md").as_posix()
        files.append(File.generated(config, name, content=_page(statement)))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turns links to statements into links to their pages."""
    return _LINK.sub(r"](\1.md)", markdown)


def _page(statement: Path) -> str:
    text = statement.read_text(encoding="utf-8")
    title = re.sub(r"^\d+_", "", statement.stem).replace("_", " ")
    return f"# {title}\n\n```{_LANGUAGES[statement.suffix]}\n{text}```\n"
