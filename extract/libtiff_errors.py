"""Collects libtiff's errors about a broken file instead of printing them to standard error."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import _imaging

_MOST = 20  # a fax of 4,000 bad lines says so 4,000 times
_HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p)
_told = threading.local()


@contextmanager
def libtiff_errors() -> Iterator[list[str]]:
    """A list that receives libtiff's errors of this thread, in order."""
    before = getattr(_told, "lines", None)
    _told.lines = []
    try:
        yield _told.lines
    finally:
        _told.lines = before


def _listen(_module: bytes | None, text: bytes | None, arguments: int | None) -> None:
    """The error handler for libtiff, which calls it in the decoding thread."""
    lines: list[str] | None = getattr(_told, "lines", None)
    if lines is None or len(lines) >= _MOST or not text:
        return
    line = ctypes.create_string_buffer(400)
    # A va_list is handed on as a pointer in the calling conventions of Linux and macOS.
    _libc.vsnprintf(line, ctypes.c_size_t(len(line)), text, ctypes.c_void_p(arguments))
    lines.append(" ".join(line.value.decode(errors="replace").split()).rstrip("."))


def _listen_to_libtiff() -> bool:
    """Installs the handler; returns whether libtiff was found through Pillow's own library.

    Pillow 13 silences its warnings and lets errors go to standard error, with no way to catch
    them; redirecting file descriptor 2 would take it from every other thread.
    """
    try:
        pillow = ctypes.CDLL(_imaging.__file__)
        pillow.TIFFSetErrorHandler.restype = ctypes.c_void_p
        pillow.TIFFSetErrorHandler(_handler)
    except (AttributeError, OSError, TypeError):  # a Pillow that hides it, or has none
        return False
    return True


_libc = ctypes.CDLL(None)
_handler = _HANDLER(_listen)  # kept, as libtiff keeps only its address
LISTENING = _listen_to_libtiff()
