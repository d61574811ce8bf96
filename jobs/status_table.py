"""The output of `status` for a person: contents and the last link run, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from neo4j.time import DateTime

_NONE = "none"


def status_rows(found: Mapping[str, Any], uri: str) -> list[tuple[str, str]]:
    """Rows of "what" and "value" from the result of `read_status`.

    Parameters
    ----------
    uri: the address of the server.
    """
    photos, embedded = int(found["photos"]), int(found["embedded"])
    without = f", {photos - embedded:,} of them without an embedding" if embedded < photos else ""
    networks = found["network"] or _NONE
    return [
        ("server", f"{uri}, Neo4j {found['neo4j']}"),
        ("plugins", f"GDS {found['gds'] or _NONE}, APOC {found['apoc'] or _NONE}"),
        ("photos", f"{photos:,}{without}"),
        ("network", ", ".join(networks) if isinstance(networks, list) else str(networks)),
        ("edges", f"{found['edges']:,}"),
        ("labels", f"{found['labels']:,}"),
        *_last_link(found["lastLink"]),
        *_database(found["database"]),
    ]


def _last_link(run: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    if not run:
        return [("last link", "never: photograph link")]
    told = {
        "last link": _when(run),
        "  how": _how(run),
        "  photos": _number(run.get("photos")),
        "  edges": _edges(run),
        "  recall": _recall(run),
        "  limits": _limits(run),
    }
    return [(what, value) for what, value in told.items() if value]


def _when(run: Mapping[str, Any]) -> str:
    started = run.get("startedAt")
    native = started.to_native() if isinstance(started, DateTime) else None
    when = native.isoformat(" ", "minutes") if native else f"at {started or 'an unknown time'}"
    millis = run.get("millis")
    if millis is None:
        return f"{when}, interrupted: photograph link repairs it"
    return f"{when}, {millis / 1000:.1f} s"


def _how(run: Mapping[str, Any]) -> str:
    network = f" of {run['network']}" if "network" in run else ""
    new = ", new photos only" if str(run.get("job", "")).endswith("new") else ""
    return f"{run.get('method', '')}{network}{new}".strip()


def _edges(run: Mapping[str, Any]) -> str:
    removed = f", {run['removed']:,} stale ones removed" if run.get("removed") else ""
    return _number(run.get("edges")) + removed


def _recall(run: Mapping[str, Any]) -> str:
    if "recall" not in run:
        return ""
    low, high = run.get("recallLow"), run.get("recallHigh")
    interval = f" ({low:.3f} to {high:.3f})" if low is not None and high is not None else ""
    sample = f", by {run['recallSample']:,} photos" if "recallSample" in run else ""
    return f"{run['recall']:.3f}{interval}{sample}"


def _limits(run: Mapping[str, Any]) -> str:
    told = {
        "topK": f"the {run.get('topK')} nearest of each photo",
        "cutoff": f"cosine of at least {run.get('cutoff')}",
        "within": f"taken within {run.get('within', 0):,.0f} s",
        "radius": f"taken within {run.get('radius', 0):,.0f} m",
    }
    return ", ".join(words for name, words in told.items() if name in run)


def _database(held: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Rows about everything in the database, whoever made it."""
    nodes, types = _by_name(held.get("labels")), _by_name(held.get("relationshipTypes"))
    return [
        ("nodes in all", _number(held["nodes"]) + nodes),
        ("relationships in all", _number(held["relationships"]) + types),
    ]


def _by_name(counts: Mapping[str, int] | None) -> str:
    named = ", ".join(f"{name} {count:,}" for name, count in sorted((counts or {}).items()))
    return f" ({named})" if named else ""


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"
