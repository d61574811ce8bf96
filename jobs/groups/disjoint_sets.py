"""Disjoint sets that can be joined, with pairs of members that must stay apart."""

from __future__ import annotations

from collections import defaultdict


class DisjointSets:
    """Union-find (Tarjan, 1975) over names, with pairs that `join_unless_apart` keeps apart."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        # Of each set, all that some member is to stay apart from.
        self._apart: dict[str, set[str]] = defaultdict(set)

    def set_apart(self, one: str, other: str) -> None:
        """Makes `join_unless_apart` keep these two names in different sets."""
        self._apart[self.find(one)].add(other)
        self._apart[self.find(other)].add(one)

    def find(self, name: str) -> str:
        """The name that represents the set of a name."""
        root = name
        while (parent := self._parents.get(root, root)) != root:
            root = parent
        while (parent := self._parents.get(name, name)) != root:
            self._parents[name] = root
            name = parent
        return root

    def join(self, one: str, other: str) -> None:
        """Joins the sets of two names, even if that joins names that were set apart."""
        large, small = self.find(one), self.find(other)
        if large == small:
            return
        if self._sizes.get(large, 1) < self._sizes.get(small, 1):
            large, small = small, large
        self._parents[small] = large
        self._sizes[large] = self._sizes.get(large, 1) + self._sizes.get(small, 1)
        moved = self._apart.pop(small, set())
        if moved:
            self._apart[large] |= moved

    def join_unless_apart(self, one: str, other: str) -> bool:
        """Joins the sets of two names unless it would join a pair set apart; returns whether."""
        first, second = self.find(one), self.find(other)
        if first != second and any(
            self.find(name) == second for name in self._apart.get(first, ())
        ):
            return False
        self.join(first, second)
        return True
