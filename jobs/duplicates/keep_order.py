"""Reads what a person wants to keep: names of rules, and folders."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from photograph.errors import PhotographError
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.duplicates.candidate import Candidate
from photograph.jobs.duplicates.keep import KEEP_RULES, KeepRule

_FOLDER = "folder:"
# Finds a folder by what a person calls it: its photo root, and its path below that.
FindFolder = Callable[[str], PhotoKey]


def asked_rules(wanted: Sequence[str], find_folder: FindFolder) -> tuple[KeepRule, ...]:
    """The rules that a person put first, in this order.

    Parameters
    ----------
    wanted: names with commas between them, and `folder:PATH` alone, as its name may have commas.

    Raises
    ------
    PhotographError: there is no rule of that name, or no such folder.
    """
    rules: list[KeepRule] = []
    for text in wanted:
        if text.startswith(_FOLDER):
            rules.append(_in_folder(text.removeprefix(_FOLDER), find_folder))
            continue
        for name in text.split(","):
            rules.append(_named(name.strip(), find_folder))
    return tuple(dict.fromkeys(rules))


def _named(name: str, find_folder: FindFolder) -> KeepRule:
    if name.startswith(_FOLDER):
        return _in_folder(name.removeprefix(_FOLDER), find_folder)
    if name in KEEP_RULES:
        return KEEP_RULES[name]
    raise PhotographError(
        f"{name!r} is nothing to keep photos by.",
        f"Use {', '.join(KEEP_RULES)} or {_FOLDER}PATH: --keep original,largest",
    )


def _in_folder(folder: str, find_folder: FindFolder) -> KeepRule:
    root, below = find_folder(folder)

    def is_elsewhere(photo: Candidate) -> float:
        inside = not below or photo.path.startswith(f"{below}/")
        return not (photo.root == root and inside)

    return KeepRule(is_elsewhere, f"It is in {folder}.")
