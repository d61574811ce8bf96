"""A saved query of `cypher/explore`, with other values written into its first WITH."""

from __future__ import annotations

import re

from photograph.cypher import statement


def with_values(name: str, /, **values: object) -> str:
    text = statement(f"explore/{name}").text
    for variable, value in values.items():
        line = rf"^  \S.* AS {variable}\b"
        text, found = re.subn(line, f"  {value!r} AS {variable}", text, count=1, flags=re.M)
        assert found == 1, variable
    return text
