"""Checks a CSV at an address by reading it once before anything is written."""

from __future__ import annotations

from neo4j.exceptions import Neo4jError

from photograph.errors import PhotographError
from photograph.graph.database import Database, read
from photograph.load.guard import UNIT_TOLERANCE

_AGAIN = "Write it again: photograph load --write-csv FILE"
_TIME = (
    r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?Z?"
)


def check_csv(database: Database, url: str, photos: int, dims: int, classes: int) -> None:
    """Checks that every row can be loaded, and that there are as many rows as photos.

    Raises
    ------
    PhotographError: the server can't read it, or a line is wrong; names the first such line.
    """
    if not url.startswith(("https://", "http://")):
        raise PhotographError(f"{url} is no address.", "Give one: --csv-url https://…")
    found = _find_bad_row(database, url, dims, classes)
    if found["line"] is not None:
        raise PhotographError(f"Line {found['line']} of {url} {found['problem']}.", _AGAIN)
    if found["rows"] != photos:
        raise PhotographError(f"{url} has {found['rows']} rows for {photos} photos.", _AGAIN)


def _find_bad_row(database: Database, url: str, dims: int, classes: int) -> dict[str, int | str]:
    values = {"dims": dims, "tolerance": UNIT_TOLERANCE, "classes": classes, "time": _TIME}
    try:
        return read(database, "load/find_bad_row", url=url, **values)[0]
    except Neo4jError as error:
        code, message = error.code or "", error.message or ""
        if code.endswith(("ExternalResourceFailed", "Forbidden")):
            raise PhotographError(
                f"Neo4j at {database.target.uri} can't read {url}.",
                "Open the address to that server, or use --via driver.",
            ) from error
        # Neo4j 5.26 says this of text behind a closing quote, and of a quote that none closes.
        if code.endswith("ExecutionFailed") and message.startswith(f"At {url} "):
            raise PhotographError(f"{' '.join(message.split())[:200]}", _AGAIN) from error
        raise
