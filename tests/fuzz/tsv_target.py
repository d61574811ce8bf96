"""Tables of groups that a person wrote, and the one beside a trained network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from photograph.errors import PhotographError
from photograph.evaluate.known_groups import read_groups
from photograph.evaluate.trained_on import TRAINED_ON_FILE, read_seen
from tests.fuzz.target import Check, Target

_SEED = (
    b"group\tfile\tpart\tcontent_hash\n"
    b"bees\tbees/1.jpg\ttraining\tab12\n"
    b'tea\t"a\tcup.jpg"\theld out\tcd34\n'
    b"caf\xc3\xa9\tcaf\xc3\xa9/2.jpg\tvalidation\tef56\n"
)
_WORDS = (b"\t", b"\n", b"\r", b'"', b'""', b"\0", b"group", b"file", b"\xff", b"\xef\xbb\xbf")


@contextmanager
def _opened(folder: Path) -> Iterator[Check]:
    file = folder / TRAINED_ON_FILE

    def check(content: bytes) -> None:
        file.write_bytes(content)
        with suppress(PhotographError):
            for path, group in read_groups(file).items():
                assert isinstance(path, str)
                assert isinstance(group, str)
        with suppress(PhotographError):
            seen = read_seen(folder)
            assert all(isinstance(text, str) for text in seen.groups | seen.contents)

    yield check


TSV = Target("tsv", lambda: [_SEED], _WORDS, _opened, seconds=2, mebibytes=50)
