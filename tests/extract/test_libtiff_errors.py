"""What libtiff says of a broken photo is that photo's reason, and nothing on the terminal."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from photograph.commands.extract import extract
from photograph.extract.decode import UnreadableError, decode
from photograph.settings import Home
from tests.conftest import run_photograph
from tests.extract.photo_files import encoded, picture, save_jpeg

pytestmark = pytest.mark.slow

REASON = "scanline 0"


def broken_tiff(compression: str = "tiff_adobe_deflate") -> bytes:
    content = bytearray(encoded(picture(3), "TIFF", compression=compression))
    content[1000:1400] = b"\xff" * 400
    return bytes(content)


def tells_it_once(errors: str) -> bool:
    """Whether libtiff's words are there as the reason of a photo, and nowhere else."""
    told = [line for line in errors.splitlines() if "scanline" in line or "ZIPDecode" in line]
    return len(told) == 1 and told[0].startswith("not used: 'b.tif': it is broken: ")


def test_a_broken_tiff_has_libtiffs_words_as_its_reason(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UnreadableError, match=f"it is broken: .*{REASON}"):
        decode(broken_tiff(), 64)

    assert capfd.readouterr().err == ""


def test_threads_keep_the_errors_of_their_own_photo(capfd: pytest.CaptureFixture[str]) -> None:
    contents = [broken_tiff(), broken_tiff("tiff_lzw"), encoded(picture(3), "TIFF")] * 8

    def reason(content: bytes) -> str:
        try:
            return f"damaged {decode(content, 64).damaged}"
        except UnreadableError as error:
            return str(error)

    with ThreadPoolExecutor(6) as threads:
        told = list(threads.map(reason, contents))

    assert [REASON in one for one in told] == [True, False, False] * 8
    assert ["Using code not yet in table" in one for one in told] == [False, True, False] * 8
    assert told[2::3] == ["damaged False"] * 8
    assert capfd.readouterr().err == ""


def test_the_command_writes_only_its_own_lines(
    tmp_path: Path, clean_folder: Home, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "photos"
    save_jpeg(folder / "a.jpg")
    (folder / "b.tif").write_bytes(broken_tiff())

    extract(folder)

    assert tells_it_once(capfd.readouterr().err)


def test_the_real_command_writes_only_its_own_lines(tmp_path: Path, clean_folder: Home) -> None:
    folder = tmp_path / "photos"
    save_jpeg(folder / "a.jpg")
    (folder / "b.tif").write_bytes(broken_tiff())

    ran = run_photograph("extract", folder)

    assert ran.code == 0
    assert tells_it_once(ran.err)
