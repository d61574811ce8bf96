"""The loading statement for a CSV file, and the same for rows sent by the driver."""

from __future__ import annotations

from photograph.cypher import Statement, parameters, statement

_FROM_CSV = "LOAD CSV WITH HEADERS FROM $url AS row\n"
_FROM_DRIVER = "UNWIND $rows AS row\n"
_BATCHES = " IN TRANSACTIONS OF $batch ROWS"


def merge_from_csv() -> Statement:
    """Reads a CSV file; commits as it goes, so it needs an auto-commit transaction."""
    return statement("load/merge_photos")


def merge_from_driver() -> Statement:
    """Takes one batch of rows; without `IN TRANSACTIONS`, the driver may retry it."""
    body = merge_from_csv()
    text = body.text
    for old, new in ((_FROM_CSV, _FROM_DRIVER), (_BATCHES, "")):
        if text.count(old) != 1:
            raise ValueError(f"{body.name} has {text.count(old)} times {old!r}")
        text = text.replace(old, new)
    return Statement(f"{body.name} from the driver", body.title, text, parameters(text))
