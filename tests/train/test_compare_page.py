"""The page of pictures that `photograph compare` writes, read and opened in a real Chromium."""

from __future__ import annotations

import importlib.resources
import importlib.util
import json
import shutil
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from re import findall
from typing import Any

import pytest
from PIL import Image

from photograph.collection.contract import EMBEDDINGS_FILE
from photograph.evaluate.compare.common_photos import read_common_photos
from photograph.evaluate.compare.measures import compare_photos
from photograph.evaluate.compare.networks import ComparedNetwork
from photograph.evaluate.compare.page import write_page
from photograph.evaluate.compare.report import CompareReport
from photograph.extract.network import NetworkRequest
from photograph.settings import Home
from tests.conftest import run_photograph, scene
from tests.gallery.browser import DESKTOP, PHONE, Browser, browser
from tests.gallery.test_browser import AXE
from tests.train.conftest import DEFAULT, OTHER, write_groups

pytestmark = pytest.mark.slow

ODD = '<b>lake & "dunes"</b>.jpg'.replace("/", "∕")
ROOT = "of-mine"  # as `extract` calls the folder "of & mine"
Told = tuple[Path, dict[str, Any]]


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory, sample_photos: Path) -> Path:
    """Eighteen sample photos, one with a name that would be markup if it were not escaped."""
    folder = tmp_path_factory.mktemp("photos <i>") / "of & mine"
    folder.mkdir()
    for photo in sorted(sample_photos.glob("*.jpg")):
        if scene(photo.name) in ("alpine-lake", "desert-dunes", "snow-cabin", "foggy-pines"):
            shutil.copy2(photo, folder)
    (folder / "desert-dunes-01.jpg").rename(folder / ODD)
    return folder


@pytest.fixture(scope="module")
def told(extracted: Home, photos: Path, mobilenet: Path) -> Told:
    """The page's folder, and what is said for scripts."""
    groups = write_groups(photos.parent / "groups.tsv", photos)
    text = groups.read_text(encoding="utf-8")
    groups.write_text(text.replace(f'<b>lake & "dunes"<∕b>.jpg\t{ODD}', f"desert-dunes\t{ODD}"))
    words = ("--photos", photos, "--groups", groups, "--top-k", "4", "--no-speed", "--json")
    ran = run_photograph("compare", DEFAULT, mobilenet, *words)
    assert ran.code == 0, ran.err
    facts = json.loads(ran.out)
    return Path(facts["page"]).parent, facts


def test_it_lies_in_the_working_folder_by_default(told: Told, extracted: Home) -> None:
    assert told[0] == extracted.root / "compare" / f"{DEFAULT}--{OTHER}"


def test_the_table_holds_what_is_said_for_scripts(told: Told) -> None:
    folder, facts = told
    page = (folder / "index.html").read_text(encoding="utf-8")

    ranked = [network["ranking"]["mean_average_precision"] for network in facts["networks"]]
    row = "".join(f"<td>{average:.3f}</td>" for average in ranked)
    assert f'<th scope="row">mAP</th>{row}' in page
    assert f"top-4 lists: {facts['agreement']:.3f}" in page


def test_every_photo_that_differs_has_both_lists_in_order(told: Told) -> None:
    folder, facts = told
    page = (folder / "index.html").read_text(encoding="utf-8")

    shown = [unescape(alt) for alt in findall(r'alt="Photo ([^"]*)"', page)]
    wanted = []
    for photo in facts["differ_most"]:
        wanted += [photo["path"], *(near["path"] for of in photo["nearest"] for near in of)]
    assert shown == wanted
    assert ODD in shown
    assert f"{facts['differ_most'][0]['nearest'][0][0]['cosine']:.3f}" in page


def test_photos_of_the_same_group_are_marked_in_words(told: Told) -> None:
    folder, facts = told
    page = (folder / "index.html").read_text(encoding="utf-8")

    same = [
        group(near["path"]) == group(photo["path"])
        for photo in facts["differ_most"]
        for of in photo["nearest"]
        for near in of
    ]
    marks = findall(r">(✓ same group|other group)<", page)
    assert [mark == "✓ same group" for mark in marks] == same
    assert {True, False} == set(same)


def group(path: str) -> str:
    return "desert-dunes" if path == ODD else scene(path)


def test_no_name_becomes_markup(told: Told) -> None:
    page = (told[0] / "index.html").read_text(encoding="utf-8")

    assert "<b>" not in page
    assert "&lt;b&gt;lake &amp; &quot;dunes&quot;" in page


def test_only_its_own_folder_is_written_and_old_pictures_leave(
    told: Told, photos: Path, mobilenet: Path, tmp_path: Path
) -> None:
    words = ("compare", DEFAULT, mobilenet, "--photos", photos, "--no-speed", "--json")
    first = run_photograph(*words, "--out", tmp_path / "page", "--top-k", "1")
    assert first.code == 0, first.err
    stale = tmp_path / "page/thumbnails/zz/old.jpg"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"of another comparison")
    (tmp_path / "page/note.txt").write_text("mine")

    again = run_photograph(*words, "--out", tmp_path / "page", "--top-k", "2")

    assert again.code == 0, again.err
    assert not stale.parent.exists()
    assert (tmp_path / "page/note.txt").read_text() == "mine"
    pictures = {str(p.relative_to(tmp_path / "page")) for p in (tmp_path / "page").rglob("*.jpg")}
    page = (tmp_path / "page/index.html").read_text(encoding="utf-8")
    assert pictures == set(findall(r'src="([^"]*)"', page))
    assert "same group" not in page


def test_a_photo_whose_file_is_gone_has_a_word_in_its_place(
    told: Told, photos: Path, extracted: Home, mobilenet: Path, tmp_path: Path
) -> None:
    requests = NetworkRequest(DEFAULT), NetworkRequest(str(mobilenet))
    files = [extracted.embeddings / ROOT / r.network / EMBEDDINGS_FILE for r in requests]
    one, other = (
        ComparedNetwork(r, ROOT, file, 0.5) for r, file in zip(requests, files, strict=True)
    )
    common = read_common_photos(*files)
    comparison = compare_photos(common, None, (0.5, 0.5), top_k=4)
    gone = comparison.differing[0]
    file = photos / common.paths[gone.photo]
    file.rename(tmp_path / "elsewhere.jpg")

    index = write_page(CompareReport((one, other), comparison, None), tmp_path / "page", extracted)

    (tmp_path / "elsewhere.jpg").rename(file)
    page = index.read_text(encoding="utf-8")
    assert '<span class="picture missing">the file is not there</span>' in page
    assert f'alt="Photo {escape(common.paths[gone.photo])}"' not in page
    assert page.count("<img") > 0


@pytest.fixture(scope="module")
def opened(told: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser on the page, which was copied to another folder first."""
    folder = tmp_path_factory.mktemp("elsewhere") / "a copy"
    shutil.copytree(told[0], folder)
    logs = ("browser", "performance")
    with browser(folder / "index.html", folder.parent / "profile", logs) as opened:
        yield opened


def test_it_opens_from_its_file_with_every_picture_and_asks_no_network(opened: Browser) -> None:
    opened.requests()  # those of Chromium's own first page
    opened.open("")

    assert opened.title() == f"{DEFAULT} and {OTHER}"
    every = """return Promise.all(Array.from(document.images, image => {
        image.loading = 'eager'; return image.decode().then(() => image.naturalWidth) }))"""
    widths = opened.run(every)
    assert len(widths) >= 9
    assert min(widths) > 100
    asked = opened.requests()
    assert len(asked) > len(set(opened.run("return Array.from(document.images, i => i.src)")))
    assert all(url.startswith(("file:", "data:", "about:")) for url in asked), asked
    assert opened.complaints() == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("dark", [False, True])
def test_it_fits_the_screen_in_the_colours_of_the_system(
    opened: Browser, tmp_path: Path, size: tuple[int, int], dark: bool
) -> None:
    opened.window(size, dark)
    opened.open("")

    wide, shown = opened.run("return [document.documentElement.scrollWidth, innerWidth]")
    assert wide <= shown
    with Image.open(opened.shot(tmp_path / "shot.png")) as shot:
        corner = shot.convert("L").getpixel((2, shot.height - 2))
        assert isinstance(corner, int)
        assert (corner < 60) == dark


def test_axe_finds_no_barrier(opened: Browser) -> None:
    if not importlib.util.find_spec("axe_core_python"):
        pytest.skip("axe-core-python is not installed: make setup installs it")
    axe = importlib.resources.files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    for dark in (False, True):
        opened.window(DESKTOP, dark)
        opened.open("")
        opened.run(axe)
        assert opened.chrome.execute_async_script(AXE) == []
