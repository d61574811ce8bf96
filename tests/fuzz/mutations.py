"""Whole files with a few places changed, as hypothesis draws and shrinks them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

# What lengths, offsets and counts are wrong by: nothing, one, signs, the most of a width.
_NUMBERS = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_MOST_MUTATIONS = 6
_MOST_BYTES = 64


@st.composite
def mutated(draw: st.DrawFn, seeds: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """One of the seeds after one to six mutations; it shrinks to few of them."""
    content = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, _MOST_MUTATIONS))):
        content = _mutate(draw, content, words)
    return content


def _mutate(draw: st.DrawFn, content: bytes, words: Sequence[bytes]) -> bytes:
    at = draw(st.integers(0, len(content)))
    few = draw(st.integers(1, _MOST_BYTES))
    way = draw(st.sampled_from(("bytes", "number", "word", "flip", "cut", "end", "repeat", "move")))
    if way == "cut":
        return content[:at] + content[at + few :]
    if way == "end":
        return content[:at]
    if way == "repeat":
        return content[: at + few] + content[at:]
    if way == "move":
        to = draw(st.integers(0, len(content)))
        return _over(content, to, content[at : at + few])
    if way == "flip":
        return _over(content, at, bytes(byte ^ 1 << few % 8 for byte in content[at : at + 1]))
    if way == "number":
        width, order = draw(st.sampled_from((1, 2, 4, 8))), draw(st.sampled_from(("big", "little")))
        number = draw(st.sampled_from(_NUMBERS)) % (1 << 8 * width)
        return _over(content, at, number.to_bytes(width, "big" if order == "big" else "little"))
    new = draw(st.sampled_from(words)) if way == "word" and words else draw(st.binary(max_size=8))
    return _over(content, at, new) if draw(st.booleans()) else content[:at] + new + content[at:]


def _over(content: bytes, at: int, new: bytes) -> bytes:
    return content[:at] + new + content[at + len(new) :]
