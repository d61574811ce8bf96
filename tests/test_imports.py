"""Each folder imports only what the design lets it, and `--help` imports next to nothing."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

import pytest

NEVER = {
    "extract": ["neo4j"],
    "train": ["neo4j"],
    "load": ["tensorflow"],
    "jobs": ["tensorflow"],
    "gallery": ["tensorflow"],
    "server": ["tensorflow"],
    "cypher": ["tensorflow", "neo4j"],
}


def imported_by(code: str) -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print(*sys.modules, sep='\\n')"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in shown.stdout.split()}


def modules(package: str) -> list[str]:
    found = pkgutil.iter_modules(__import__(package).__path__)
    return [package, *(f"{package}.{module.name}" for module in found)]


@pytest.mark.parametrize("package", NEVER)
def test_no_module_of_a_package_imports_what_it_must_never_know(package: str) -> None:
    loaded = imported_by("; ".join(f"import {module}" for module in modules(package)))

    assert package in loaded
    assert loaded.isdisjoint(NEVER[package])


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    loaded = imported_by("import photograph.command_line")

    assert "typer" in loaded
    assert loaded.isdisjoint({"tensorflow", "neo4j", "pyarrow", "numpy", "PIL", "jgo", "psutil"})
