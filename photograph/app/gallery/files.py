"""The files that are the same in every gallery."""

from __future__ import annotations

from pathlib import Path

from photograph.page_folder import BASE_STYLE, PageFolder

_PAGES = sorted((Path(__file__).parent / "pages").iterdir())
GALLERY = PageFolder((BASE_STYLE, *_PAGES), "photograph-gallery.txt", "photograph gallery DIR")
