"""What the agreement of two pictures means; how its cutoffs were measured: docs/duplicates.md."""

from __future__ import annotations

from photograph.jobs.duplicates.closer_look import Agreement
from photograph.jobs.duplicates.odd_blocks import OddBlocks

# The least correlation of the worst block, from this many pixels of the shorter side up: in a small
# picture of a document little but the layout is left.
_WORST_BLOCK = ((180, 0.65), (128, 0.8), (0, 0.9))
# What was filled into a form changes few blocks, a poor JPEG all: how much worse than the 10th
# percentile the worst block may be, in pictures below these pixels of the shorter side.
_SMALL, _OUTLIER, _NOISE = 300, 3.0, 0.08
WORST_EDGE = 0.94
_TOGETHER = 0.93
# A name laid over a photo leaves the rest as it is, and is lighter than it, or darker.
_OVERLAID = {"tenth": 0.95, "one_signed": 0.92, "side": 128}
_OVERLAID_SHARE = (0.003, 0.15)  # less may be a digit of a document
# On a plain or a low picture a name may lie on a quarter of what shows something. Of 540 pairs of
# documents of one layout none has .97 of one sign and .96 together.
_WIDE = {"light": 1.5, "one_signed": 0.98, "share": 0.25, "together": 0.97}
# A faint one: of 45 photos of Caltech, other copies but GIFs have 4.4 levels and 4 times the mean
# difference at most, names at a fifth of their strength 4.6 and 10 in the median.
_FAINT = {"level": 4.5, "times": 6.0}
# One that is fainter still, on plain ground: another digit is in fewer blocks, or not of one sign.
_NAME_BLOCKS, _NAME_ONE_SIGNED = 4, 0.9
# More than the poorest JPEG and GIF change, in levels.
_LIGHT, _BIAS, _COLOUR, _LEVEL, _CONTRAST = 6.5, 4.0, 9.0, 24.0, 1.1


def is_same(found: Agreement) -> bool:
    """Whether no part of the pictures differs."""
    cutoff = next(least for side, least in _WORST_BLOCK if found.side >= side)
    outlier = 1 - found.worst > _OUTLIER * (1 - found.tenth) + _NOISE
    return (
        found.worst >= cutoff
        and found.together >= _TOGETHER
        and not (found.side < _SMALL and outlier)
    )


def is_edited(found: Agreement) -> bool:
    """Whether light, contrast or colour were changed on purpose."""
    return (
        found.one_is_grey
        or found.light > _LIGHT
        or abs(found.bias) > _BIAS
        or found.colour > _COLOUR
        or found.level > _LEVEL
        or max(found.contrast, 1 / found.contrast) > _CONTRAST
    )


def is_overlaid(found: Agreement) -> bool:
    """Whether a name was laid over a part, and the rest is as it was."""
    if found.side < _OVERLAID["side"] or found.changed < _OVERLAID_SHARE[0]:
        return False
    on_a_little = (
        found.tenth >= _OVERLAID["tenth"]
        and found.one_signed >= _OVERLAID["one_signed"]
        and found.changed <= _OVERLAID_SHARE[1]
        and found.together >= _TOGETHER
    )
    on_much = (
        found.light <= _WIDE["light"]
        and found.one_signed >= _WIDE["one_signed"]
        and found.changed <= _WIDE["share"]
        and found.together >= _WIDE["together"]
    )
    return on_a_little or on_much


def is_faintly_overlaid(found: Agreement) -> bool:
    """Whether one block is lighter or darker than saving makes it, in pictures that else agree."""
    return found.level > _FAINT["level"] and found.level > _FAINT["times"] * found.light


def is_faint_name(odd: OddBlocks) -> bool:
    """Whether what differs on plain ground is a name that was laid over it, and no other print."""
    return odd.count >= _NAME_BLOCKS and odd.one_signed >= _NAME_ONE_SIGNED
