"""Tells what a file holds beside its first picture: more frames or pages, and a film."""

from __future__ import annotations

from PIL import Image

from photograph.extract.image_file import BROKEN_IMAGE, open_image

# Of others, as of a JPEG with a gain map, further pictures are parts of the first one.
_WITH_FRAMES = frozenset({"GIF", "PNG", "WEBP", "AVIF", "HEIF", "TIFF"})
_SUBFILE_TYPE, _REDUCED = 254, 1  # TIFF 6.0, page 36: a smaller version of another page
_FILM_BOXES = frozenset({b"moov", b"mdat", b"free", b"skip", b"wide", b"uuid", b"moof", b"pdin"})
_LONGEST_HEAD = 256  # of a box `ftyp`: more brands no film names


def count_frames(content: bytes, pixel_limit: int) -> int | None:
    """How many frames an animation has, or pages a TIFF; None for one, or where it is broken."""
    try:
        with open_image(content, pixel_limit) as image:
            if image.format not in _WITH_FRAMES:
                return None
            count = _pages(image) if image.format == "TIFF" else getattr(image, "n_frames", 1)
    except BROKEN_IMAGE:
        return None
    return count if count > 1 else None


def _pages(image: Image.Image) -> int:
    """The pages of a TIFF without the previews among them."""
    pages = 0
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        kind = getattr(image, "tag_v2", {}).get(_SUBFILE_TYPE, 0)
        pages += not (isinstance(kind, int) and kind & _REDUCED)
    return pages


def has_clip(content: bytes) -> bool:
    """Whether a film lies in a photo's file behind the picture, as in a motion photo.

    Google's and Samsung's begin with a box ``ftyp``, as every MP4 (ISO 14496-12, 4.3). What the
    file says of it in its XMP is not asked: editors keep that and cut the film off.
    """
    at = content.find(b"ftyp", 12)  # a HEIC begins with one of its own
    while at >= 0:
        length = int.from_bytes(content[at - 4 : at])
        following = at - 4 + length + 4
        if 16 <= length <= _LONGEST_HEAD and content[following : following + 4] in _FILM_BOXES:
            return True
        at = content.find(b"ftyp", at + 4)
    return False
