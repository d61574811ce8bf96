"""Small photos with what programs write into a file: XMP packets and IPTC records."""

from __future__ import annotations

import struct
import zlib

from tests.extract.photo_files import encoded, exif_of, picture

_NAMES = {
    "exif": "http://ns.adobe.com/exif/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "stEvt": "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}
_SPACES = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in _NAMES.items())


def xmp_packet(within: str = "", as_elements: bool = False, **dates: str) -> bytes:
    """An XMP packet; `xmp_CreateDate="…"` is xmp:CreateDate, as an attribute or an element."""
    named = {name.replace("_", ":", 1): date for name, date in dates.items()}
    attributes = "".join(f' {name}="{date}"' for name, date in named.items())
    elements = "".join(f"<{name}>{date}</{name}>" for name, date in named.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {_SPACES}{"" if as_elements else attributes}>'
        f"{elements if as_elements else ''}{within}</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()


def history(*times: str) -> str:
    """What Photoshop writes of each time that a file was made or saved."""
    events = "".join(f'<rdf:li stEvt:action="saved" stEvt:when="{time}"/>' for time in times)
    return f"<xmpMM:History><rdf:Seq>{events}</rdf:Seq></xmpMM:History>"


def xmp_keywords(*words: str, bag: str = "Bag", name: str = "dc:subject") -> bytes:
    """An XMP packet with keywords, as Lightroom, digiKam and darktable write them."""
    items = "".join(f"<rdf:li>{word}</rdf:li>" for word in words)
    space = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return xmp_packet(f"<{name} {space}><rdf:{bag}>{items}</rdf:{bag}></{name}>")


def iptc_record(fields: dict[int, bytes]) -> bytes:
    """A record of IIM application fields, by their number."""
    return b"".join(
        struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value
        for number, value in fields.items()
    )


def jpeg_with_iptc(record: bytes) -> bytes:
    """A JPEG whose IPTC record lies in a Photoshop segment, as in all of them."""
    resource = (
        b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + b"\0" * (len(record) % 2)
    )
    segment = b"Photoshop 3.0\0" + resource
    content = encoded(picture(), "JPEG")
    return content[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + content[2:]


def dated(kind: str, xmp: bytes, **parts: dict[int, object]) -> bytes:
    """A photo of a format with an XMP packet, and EXIF where parts of it are given.

    In a PNG it lies behind the pixels, where exiftool puts it.
    """
    options: dict[str, object] = {"exif": exif_of(**parts)} if parts else {}
    if kind == "TIFF":
        return encoded(picture(), kind, tiffinfo={700: xmp}, **options)
    if kind != "PNG":
        return encoded(picture(), kind, xmp=xmp, **options)
    chunk = b"iTXtXML:com.adobe.xmp\0\0\0\0\0" + xmp
    content, end = encoded(picture(), kind, **options), 12  # the last chunk, IEND
    late = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return content[:-end] + late + content[-end:]
