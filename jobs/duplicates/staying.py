"""Why a copy stays although its pixels say that it may go: something would be lost with it."""

from __future__ import annotations

from photograph.jobs.duplicates.candidate import Candidate


def why_it_stays(copy: Candidate, keep: Candidate, also: Candidate | None) -> str:
    """Why a copy is not to go; empty where nothing would be lost.

    Parameters
    ----------
    also: another photo of which it may be a copy: small copies of one form look the same.
    """
    if also is not None:
        return f"It may be a copy of {also.path} as well, which is another photo."
    return _what_was_said(copy, keep) or _more_in_it(copy, keep) or _facts_alone(copy, keep)


def _what_was_said(copy: Candidate, keep: Candidate) -> str:
    kept = {word.key for word in keep.said}
    alone = [word.text for word in copy.said if word.key not in kept]
    return f"It alone has {alone[0]}{_and_more(alone)} in the graph." if alone else ""


def _more_in_it(copy: Candidate, keep: Candidate) -> str:
    """Only first pictures are compared, so what comes after them is its own but in equal files."""
    if copy.content_hash == keep.content_hash:
        return ""
    if copy.has_clip:
        return "It holds a film, which is not compared."
    if copy.frames > 1:
        return f"It has {copy.frames} frames or pages, of which only the first is compared."
    return ""


def _facts_alone(copy: Candidate, keep: Candidate) -> str:
    if copy.clock is not None and keep.clock is None:
        return "It alone tells when it was taken."
    if copy.has_place and not keep.has_place:
        return "It alone tells where it was taken."
    alone = [word for word in copy.keywords if word not in keep.keywords]
    return f"It alone has the keyword {alone[0]}{_and_more(alone)} in its file." if alone else ""


def _and_more(alone: list[str]) -> str:
    return f" and {len(alone) - 1} more" if len(alone) > 1 else ""
