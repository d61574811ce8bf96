"""What a test run says at its end of tests that were skipped: which, why, and how to get them."""

from __future__ import annotations

from collections import Counter

import pytest

PYTEST_SAYS = "Skipped: "


def told_of_skipped(reports: list[pytest.TestReport]) -> list[str]:
    """One line a reason, the most frequent first."""
    reasons = Counter(_reason(report) for report in reports)
    if not reasons:
        return ["Nothing was skipped."]
    lines = [f"  {count} of them: {reason}" for reason, count in reasons.most_common()]
    return [f"Skipped: {_tests(len(reports))}.", *lines]


def _reason(report: pytest.TestReport) -> str:
    assert isinstance(report.longrepr, tuple)
    return str(report.longrepr[2]).removeprefix(PYTEST_SAYS)


def _tests(count: int) -> str:
    return "1 test" if count == 1 else f"{count} tests"
