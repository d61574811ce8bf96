"""Reads dates and keywords of an image's XMP packet; refuses document types, and so entities.

Pillow uses `defusedxml` for this, whose last release is from 2021.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from PIL import Image

from photograph.extract.exif_tags import BROKEN_EXIF

# Pillow's own bound for texts in a PNG; a packet in a JPEG has 64 KiB.
_MOST_BYTES = 1 << 20

_NAMES = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DESCRIPTION, _RDF, _ITEM = f"{_NAMES} Description", f"{_NAMES} RDF", f"{_NAMES} li"
_SUBJECT = "http://purl.org/dc/elements/1.1/ subject"
_EXIF, _XMP = "http://ns.adobe.com/exif/1.0/", "http://ns.adobe.com/xap/1.0/"
_ORIGINAL = (f"{_EXIF} DateTimeOriginal", "http://ns.adobe.com/photoshop/1.0/ DateCreated")
_DIGITIZED = (f"{_EXIF} DateTimeDigitized", f"{_XMP} CreateDate")
_CHANGED = (f"{_XMP} ModifyDate", f"{_XMP} MetadataDate")
_OF_FILE = {*_ORIGINAL, *_DIGITIZED, *_CHANGED}
_EVENT = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent# when"


@dataclass(frozen=True)
class XmpFacts:
    """Texts of dates: when the photo was taken, digitized, when the file was changed; keywords."""

    original: tuple[str, ...] = ()
    digitized: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


def read_xmp(image: Image.Image) -> XmpFacts:
    """The facts of an opened image's XMP; none where there is no packet or it is broken."""
    packet = _packet(image)
    if not isinstance(packet, bytes) or len(packet) > _MOST_BYTES:
        return XmpFacts()
    reader = _Reader()
    try:
        reader.read(packet.strip(b"\0 \r\n\t"))
    except (expat.ExpatError, *BROKEN_EXIF):
        return XmpFacts()
    return XmpFacts(
        tuple(reader.found[name] for name in _ORIGINAL if name in reader.found),
        tuple(reader.found[name] for name in _DIGITIZED if name in reader.found),
        (*(reader.found[name] for name in _CHANGED if name in reader.found), *reader.events),
        tuple(reader.keywords),
    )


def _packet(image: Image.Image) -> object:
    if "xmp" not in image.info and image.format == "PNG":
        try:
            image.load()  # a PNG's XMP may lie behind its pixels
        except BROKEN_EXIF:
            return None
    return image.info.get("xmp")


@dataclass
class _Reader:
    """Collects the dates of the file, those of its history, and its keywords from a packet."""

    found: dict[str, str] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    _path: list[str] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)

    def read(self, packet: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.Parse(packet, True)

    def _refuse(self, *_: object) -> None:
        raise ValueError("XMP has no document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        of_file = name == _DESCRIPTION and self._path[-1:] == [_RDF]
        self._path.append(name)
        self._text.clear()
        for key, value in attributes.items():
            if key == _EVENT:
                self.events.append(value)
            elif of_file and key in _OF_FILE:
                self.found.setdefault(key, value)

    def _end(self, name: str) -> None:
        self._path.pop()
        if name == _EVENT:
            self.events.append("".join(self._text))
        elif name in _OF_FILE and self._path[-2:] == [_RDF, _DESCRIPTION]:
            self.found.setdefault(name, "".join(self._text))
        elif name == _ITEM and self._path[-4:-1] == [_RDF, _DESCRIPTION, _SUBJECT]:
            self.keywords.append("".join(self._text))
        self._text.clear()
