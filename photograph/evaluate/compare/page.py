"""Writes a comparison as a static page with pictures."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from photograph.evaluate.compare.measures import DifferingPhoto, NetworkComparison
from photograph.evaluate.compare.report import CompareReport, in_both, measure_rows, sentences
from photograph.extract.thumbnails import make_thumbnails, picture_name
from photograph.page_folder import (
    BASE_STYLE,
    PageFolder,
    claim,
    copy_pages,
    delete_stale,
    replace_text,
)
from photograph.settings import Home

PAGES = PageFolder(
    (BASE_STYLE, Path(__file__).with_name("compare.css")),
    "photograph-compare.txt",
    "photograph compare NET_A NET_B --out DIR",
)
_TEMPLATE = Path(__file__).with_name("compare.html")
_PICTURES = "thumbnails"
_SIDE = 320
_NEIGHBOURS = 5


@dataclass(frozen=True)
class ShownPhoto:
    """A photo with its picture, or the reason why there is none."""

    root: str
    path: str
    content_hash: str
    problem: str = ""

    @property
    def picture(self) -> str:
        return f"{_PICTURES}/{picture_name(self)}"


def write_page(report: CompareReport, folder: Path, home: Home) -> Path:
    """Writes the page and its pictures; returns the file to open.

    Raises
    ------
    PhotographError: the folder has files that were not made by an earlier comparison.
    """
    claim(folder, PAGES)
    photos = _photos_on_page(report)
    pictures = folder / _PICTURES
    problems = make_thumbnails(photos.values(), pictures, _SIDE, home).problems
    shown = {
        number: ShownPhoto(photo.root, photo.path, photo.content_hash, problems[photo.content_hash])
        if photo.content_hash in problems
        else photo
        for number, photo in photos.items()
    }
    copy_pages(folder, PAGES)
    replace_text(folder / "index.html", as_html(report, shown))
    delete_stale(pictures, {pictures / picture_name(photo) for photo in photos.values()})
    return folder / "index.html"


def _photos_on_page(report: CompareReport) -> dict[int, ShownPhoto]:
    common = report.comparison.common
    numbers = {
        number
        for photo in report.comparison.differing
        for number in (photo.photo, *(n for of in photo.nearest for n, _ in of[:_NEIGHBOURS]))
    }
    root = report.sides[0].root
    return {n: ShownPhoto(root, common.paths[n], common.content_hashes[n]) for n in sorted(numbers)}


def as_html(report: CompareReport, shown: dict[int, ShownPhoto]) -> str:
    """The HTML of the page; every name of a photo, group or network is escaped."""
    articles = [_article(report, photo, shown) for photo in report.comparison.differing]
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        title=escape(" and ".join(report.names)),
        table=_table(report),
        notes="\n".join(f"<li>{escape(line)}</li>" for line in sentences(report)),
        explained=escape(_explained(report.comparison)),
        photos="\n".join(articles),
    )


def _explained(comparison: NetworkComparison) -> str:
    if not comparison.differing:
        return (
            f"There are none: their top-{comparison.top_k} lists are the same, or of photos that"
            " a network was trained on."
        )
    return (
        f"The photos whose top-{comparison.top_k} lists have the least in common, each with the"
        f" first {min(_NEIGHBOURS, comparison.top_k)} of either list and their cosines. Cosines of"
        " two networks can't be compared; which photos come first can. Photos that a network was"
        " trained on are not asked, but may be found."
    )


def _table(report: CompareReport) -> str:
    one, other = map(escape, report.names)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{first}</td><td>{second}</td></tr>'
        for name, first, second in measure_rows(report)
    )
    return (
        '<table>\n<thead><tr><th scope="col">measure</th>'
        f'<th scope="col">{one}</th><th scope="col">{other}</th></tr></thead>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _article(report: CompareReport, differing: DifferingPhoto, shown: dict[int, ShownPhoto]) -> str:
    lists = "\n".join(
        f"<div><h4>{escape(name)}</h4>\n<ol>\n"
        f"{_items(report, differing.photo, of, shown)}\n</ol></div>"
        for name, of in zip(report.names, differing.nearest, strict=True)
    )
    asked = shown[differing.photo]
    about = "<br>".join(map(escape, _about(report, differing)))
    return (
        f'<article>\n<div class="beside">\n<div class="asked"><h3>{_breakable(asked.path)}</h3>\n'
        f'<p class="quiet">{about}</p>\n{_picture(asked)}</div>\n'
        f'<div class="lists">\n{lists}\n</div>\n</div>\n</article>'
    )


def _about(report: CompareReport, differing: DifferingPhoto) -> list[str]:
    top_k, known = report.comparison.top_k, report.comparison.on_groups
    lines = [f"{in_both(differing, top_k)} in both lists"]
    if known and differing.photo in known.groups:
        lines.append(f"group {known.groups[differing.photo]}")
    if known and differing.photo in known.average_precisions:
        before, after = known.average_precisions[differing.photo]
        lines.append(f"average precision {before:.3f} and {after:.3f}")
    return lines


def _items(
    report: CompareReport,
    asked: int,
    nearest: list[tuple[int, float]],
    shown: dict[int, ShownPhoto],
) -> str:
    return "\n".join(
        _item(report, asked, number, cosine, shown) for number, cosine in nearest[:_NEIGHBOURS]
    )


def _item(
    report: CompareReport, asked: int, number: int, cosine: float, shown: dict[int, ShownPhoto]
) -> str:
    photo, mark = shown[number], _mark(report.comparison, asked, number)
    kind = ' class="same"' if mark.startswith("✓") else ""
    marked = f'<span class="line mark">{mark}</span>' if mark else ""
    return (
        f'<li{kind}>{_picture(photo)}<span class="line">{_breakable(photo.path)}</span>'
        f'<span class="line">{cosine:.3f}</span>{marked}</li>'
    )


def _breakable(path: str) -> str:
    """A path that a browser breaks between folders."""
    return escape(path).replace("/", "/<wbr>")


def _mark(comparison: NetworkComparison, asked: int, number: int) -> str:
    groups = comparison.on_groups.groups if comparison.on_groups else {}
    if asked not in groups or number not in groups:
        return ""
    return "✓ same group" if groups[asked] == groups[number] else "other group"


def _picture(photo: ShownPhoto) -> str:
    if photo.problem:
        return f'<span class="picture missing">{escape(photo.problem)}</span>'
    return (
        f'<img class="picture" loading="lazy" src="{escape(photo.picture)}"'
        f' alt="Photo {escape(photo.path)}">'
    )
