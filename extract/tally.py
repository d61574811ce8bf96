"""What a run of `extract` did, and the warnings that it prints at its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from photograph.collection.contract import MAKE_READABLE, UnreadFolder
from photograph.console import shown

_SHOWN = 20


@dataclass
class ExtractReport:
    """What a run did, counted in photos.

    A photo that is read again only because an older version read it counts as unchanged.

    Parameters
    ----------
    unread: folders that could not be read; unopened: known photos that could not, with reasons.
    kept: how many photos of the two keep their rows; they count as unchanged.
    missing: paths whose content lies nowhere any more; emptied: of these, by empty folder.
    """

    found: int = 0
    new: int = 0
    changed: int = 0
    moved: int = 0
    unchanged: int = 0
    gone: int = 0
    damaged: int = 0  # of all that have an embedding, not only of those that were read
    failures: list[dict[str, Any]] = field(default_factory=list)
    unread: list[UnreadFolder] = field(default_factory=list)
    unopened: list[tuple[str, str]] = field(default_factory=list)
    kept: int = 0
    missing: list[str] = field(default_factory=list)
    emptied: dict[str, int] = field(default_factory=dict)
    great_loss: bool = False

    @property
    def embedded(self) -> int:
        """The photos of the collection that have an embedding now."""
        return self.new + self.changed + self.moved + self.unchanged


def warnings(tally: ExtractReport) -> list[str]:
    """Warnings about what could not be read, and about many missing photos."""
    lines = [f"not read: {shown(folder.path)}: {folder.reason}" for folder in tally.unread]
    lines += [f"not read: {shown(path)}: {reason}" for path, reason in tally.unopened]
    if len(lines) > _SHOWN:
        lines[_SHOWN:] = [f"not read: {len(lines) - _SHOWN} more"]
    if tally.unread:
        lines.append(_of_folders(tally))
    elif tally.kept:
        kept = "is kept as it was" if tally.kept == 1 else "are kept as they were"
        lines.append(f"Warning: {_photos(tally.kept)} that can't be opened {kept}.")
    return lines + _of_losses(tally)


def _of_folders(tally: ExtractReport) -> str:
    count, first = len(tally.unread), shown(tally.unread[0].path)
    named = f"The folder {first}" if count == 1 else f"{count} folders, such as {first},"
    return (
        f"Warning: {named} could not be read. {_photos(tally.kept)} known there are kept as they"
        f" were, and photograph load --prune refuses. {MAKE_READABLE}; then extract again."
    )


def _of_losses(tally: ExtractReport) -> list[str]:
    lines = [
        f"Warning: {shown(folder)} is empty now, and {_photos(count)} of it are gone."
        " Is its drive mounted?"
        for folder, count in sorted(tally.emptied.items())[:_SHOWN]
    ]
    if tally.great_loss:
        lines.append(
            f"Warning: {_photos(len(tally.missing))} are gone, more than a fifth. If a drive is"
            " not mounted, mount it and extract again: nothing is embedded twice. photograph load"
            " --prune asks before it removes them."
        )
    return lines


def _photos(count: int) -> str:
    return f"{count:,} photo{'' if count == 1 else 's'}"
