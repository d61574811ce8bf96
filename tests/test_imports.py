"""The walls of the house: what each room may import, no circles, and a quick `--help`.

Data flows from photos to what people see; a file may import only from rooms below its own.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "photograph"
# From the roof down; a module of `photograph/` itself is ground.
ROOMS = (
    "commands",
    "app",
    "train",
    "evaluate",
    "jobs",
    "load",
    "extract",
    "server",
    "graph",
    "cypher",
    "collection",
    "ground",
)
# Rooms above another that take nothing from it all the same.
WALLS = {
    "load": {"extract"},
    "jobs": {"extract", "load"},
    "cypher": {"collection", "ground"},
}
NEVER = {
    "photograph.extract": ["neo4j"],
    "photograph.train": ["neo4j"],
    "photograph.collection": ["neo4j", "tensorflow"],
    "photograph.load": ["tensorflow"],
    "photograph.jobs": ["tensorflow"],
    "photograph.graph": ["tensorflow"],
    "photograph.app": ["tensorflow"],
    "photograph.server": ["tensorflow"],
    "photograph.cypher": ["tensorflow", "neo4j"],
}


def module_name(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def python_files(folder: Path) -> Iterator[Path]:
    """Those of links to folders as well, which `Path.rglob` of Python 3.11 does not follow."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            yield from python_files(path)
        elif path.suffix == ".py":
            yield path


MODULES = {module_name(file): file for file in python_files(PACKAGE)}


def room(module: str) -> str:
    name = module.split(".")[1] if "." in module else "ground"
    if name == "__main__":
        return "commands"
    return name if name in ROOMS else "ground"


def imports_of(module: str) -> set[str]:
    """The modules of ours that it imports, at its top or inside of a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{name.name}" for name in node.names}
            found |= inner & MODULES.keys() or {node.module}
    return found & MODULES.keys()


def modules_below(package: str) -> list[str]:
    return [name for name in MODULES if f"{name}.".startswith(f"{package}.")]


def imported_by(code: str) -> set[str]:
    shown = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; print(*sys.modules, sep='\\n')"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(shown.stdout.split())


def test_every_room_is_known_and_has_modules() -> None:
    assert {room(module) for module in MODULES} == set(ROOMS)
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir()} - {"__pycache__"}
    assert folders == set(ROOMS) - {"ground"} | {"samples"}  # which are photos


def test_no_import_leads_upward_nor_through_a_wall() -> None:
    height = {name: level for level, name in enumerate(reversed(ROOMS))}
    wrong = [
        f"{module} imports {other}"
        for module in MODULES
        for other in sorted(imports_of(module))
        if height[room(other)] > height[room(module)]
        or room(other) in WALLS.get(room(module), set())
    ]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    # A package's own file is imported with each of its modules.
    graph = {module: imports_of(module) - {module} for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_only_photograph_can_be_imported() -> None:
    """Else a person's own `load.py`, or another package's `cypher`, would be taken for ours."""
    old = re.compile(rf"\s*(from|import) ({'|'.join(ROOMS)})\b")
    files = [*MODULES.values(), *python_files(PACKAGE.parent / "tests")]
    wrong = [
        f"{file}: {line}"
        for file in files
        for line in file.read_text().splitlines()
        if old.match(line)
    ]
    assert wrong == []


@pytest.mark.slow
@pytest.mark.parametrize("package", NEVER)
def test_no_module_of_a_package_imports_what_it_must_never_know(package: str) -> None:
    loaded = imported_by("; ".join(f"import {module}" for module in modules_below(package)))

    assert package in loaded
    assert {name.partition(".")[0] for name in loaded}.isdisjoint(NEVER[package])


def test_the_command_line_starts_without_the_heavy_libraries() -> None:
    loaded = imported_by("import photograph.commands.command_line")

    assert "typer" in loaded
    heavy = {"tensorflow", "neo4j", "pyarrow", "numpy", "PIL", "jgo", "psutil"}
    assert {name.partition(".")[0] for name in loaded}.isdisjoint(heavy)
