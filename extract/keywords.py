"""Reads the keywords that a person or a program wrote into a photo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PIL import ExifTags, Image

from photograph.extract.exif_tags import BROKEN_EXIF, printable, read_tag, read_text

# Windows Explorer's tags: UTF-16, with ";" between them (EXIF tag XPKeywords). DJI's drones write
# the kind of a shot there, "N"; Explorer writes what a person gives into XMP as well.
_XP_KEYWORDS, _OF_NO_PERSON = 0x9C9E, "DJI"
# Nobody writes more by hand; a broken file may hold any number.
_MOST, _LONGEST = 500, 200


def read_keywords(base: Image.Exif, *written: Iterable[str]) -> tuple[str, ...] | None:
    """Each keyword once, as it is written, those of Windows last; None without any.

    No keyword holds a ";", with which some programs part them.

    Parameters
    ----------
    base: the image's EXIF.
    written: the keywords of XMP and of IPTC.
    """
    texts = [text for some in (*written, _of_windows(base)) for text in some]
    words = (word for text in texts for word in _cleaned(text))
    return tuple(dict.fromkeys(words))[:_MOST] or None


def _of_windows(base: Image.Exif) -> list[str]:
    if (read_text(base, ExifTags.Base.Make) or "").upper().startswith(_OF_NO_PERSON):
        return []
    value = read_tag(base, _XP_KEYWORDS)
    try:
        return [bytes(value).decode("utf-16-le", errors="ignore")] if value else []
    except BROKEN_EXIF:
        return []


def _cleaned(text: str) -> Iterator[str]:
    for part in text.split("\0")[0].split(";"):
        word = printable(part)[:_LONGEST].strip()
        if word:
            yield word
