"""Keywords that people and programs write into a photo: XMP, IPTC, and tags of Windows."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import ExifTags, Image

from photograph.extract.exif import Exif, read_exif
from tests.extract.dated_photos import dated, iptc_record, jpeg_with_iptc, xmp_keywords, xmp_packet
from tests.extract.photo_files import encoded, exif_of, picture

XP_KEYWORDS = 0x9C9E


def read(content: bytes) -> Exif:
    with Image.open(BytesIO(content)) as image:
        return read_exif(image)


def of_windows(text: str) -> bytes:
    tags = exif_of(base={XP_KEYWORDS: text.encode("utf-16-le") + b"\0\0"})
    return encoded(picture(), "JPEG", exif=tags)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "HEIF", "AVIF"])
@pytest.mark.parametrize("bag", ["Bag", "Seq"])
def test_keywords_in_xmp_are_read_from_every_format(kind: str, bag: str) -> None:
    xmp = xmp_keywords("Anna", "Zürich &amp; lake", "Anna", " 山 ", bag=bag)

    assert read(dated(kind, xmp)).keywords == ("Anna", "Zürich & lake", "山")


def test_other_lists_in_xmp_are_no_keywords() -> None:
    rights = xmp_keywords("mine", name="dc:rights")
    inside = xmp_packet(
        '<dc:subject xmlns:dc="http://purl.org/dc/elements/1.1/">one text</dc:subject>'
    )

    assert read(dated("JPEG", rights)).keywords is None
    assert read(dated("JPEG", inside)).keywords is None


@pytest.mark.parametrize(
    ("values", "keywords"),
    [
        ([b"Anna"], ("Anna",)),
        (["Zürich".encode(), b"dog", b"dog"], ("Zürich", "dog")),
        (["Zürich".encode("cp1252")], ("Zürich",)),
        ([b"  ", b"\0"], None),
    ],
)
def test_keywords_in_iptc_are_read_in_old_and_new_letters(
    values: list[bytes], keywords: tuple[str, ...] | None
) -> None:
    record = b"".join(iptc_record({25: value}) for value in values)

    assert read(jpeg_with_iptc(record)).keywords == keywords


@pytest.mark.parametrize(
    ("text", "keywords"),
    [
        ("Anna;  Bo ;;Anna", ("Anna", "Bo")),
        ("山;📷", ("山", "📷")),
        ("two\nlines\x07", ("twolines",)),
        (";", None),
        ("", None),
    ],
)
def test_tags_of_windows_are_parted(text: str, keywords: tuple[str, ...] | None) -> None:
    assert read(of_windows(text)).keywords == keywords


def test_a_keyword_that_several_programs_wrote_is_told_once() -> None:
    tags: dict[int, object] = {XP_KEYWORDS: "Bo;Anna".encode("utf-16-le")}

    assert read(dated("JPEG", xmp_keywords("Anna"), base=tags)).keywords == ("Anna", "Bo")


def test_what_a_drone_writes_is_no_keyword() -> None:
    """DJI writes the kind of a shot into the tag of Windows."""
    tags: dict[int, object] = {
        ExifTags.Base.Make: "DJI",
        XP_KEYWORDS: "N".encode("utf-16-le"),
    }

    assert read(encoded(picture(), "JPEG", exif=exif_of(base=tags))).keywords is None
    assert read(dated("JPEG", xmp_keywords("Anna"), base=tags)).keywords == ("Anna",)


def test_a_broken_file_gives_no_endless_list() -> None:
    many = read(of_windows(";".join(map(str, range(3_000))))).keywords
    [long] = read(of_windows("x" * 3_000)).keywords or ()

    assert many == tuple(map(str, range(500)))
    assert len(long) == 200


@pytest.mark.parametrize("tags", [{XP_KEYWORDS: b"\xd8"}, {XP_KEYWORDS: b"\x00\xd8"}])
def test_letters_that_are_none_are_left_out(tags: dict[int, bytes]) -> None:
    assert read(encoded(picture(), "JPEG", exif=exif_of(base=tags))).keywords is None
