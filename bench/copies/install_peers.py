"""``make install-peers``: an environment for each program that `make bench-duplicates` compares.

``python -m bench.copies.install_peers [FOLDER]``. Each has its own, as they need other versions of
the same libraries, and PyTorch, of some gigabytes, is to be no dependency of ours.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from bench.copies.peers import SCRIPTS, installed_mark, peers_folder

_CZKAWKA = "12.0.2"
_PYTHONS = ("python3.12", "python3.11")  # fastdup has wheels up to Python 3.12


def main() -> None:
    """Installs what is missing; tells what cannot be, and installs the others all the same."""
    folder = Path(sys.argv[1]).expanduser().resolve() if len(sys.argv) > 1 else peers_folder()
    ways: dict[str, Callable[[Path], None]] = {
        "imagededup": _from_lock,
        "fastdup": _from_lock,  # CC BY-NC-ND 4.0: to compare with, not for commercial use
        "czkawka": _by_cargo,
    }
    for package, install in ways.items():
        if not installed_mark(folder, package).exists():
            _try(package, folder, install)


def _try(package: str, folder: Path, install: Callable[[Path], None]) -> None:
    print(f"Installing {package} in {folder / package}", flush=True)
    try:
        _run(_python(), "-m", "venv", folder / package)
        install(folder / package)
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        print(f"{package} could not be installed: {error}")
    else:
        installed_mark(folder, package).touch()


def _python() -> Path | str:
    """This Python where all peers run on it, else one that is installed beside it."""
    if sys.version_info < (3, 13):
        return sys.executable
    found = [path for name in _PYTHONS if (path := shutil.which(name))]
    if not found:
        raise FileNotFoundError(f"it needs one of {', '.join(_PYTHONS)}")
    return found[0]


def _from_lock(environment: Path) -> None:
    lock = SCRIPTS / f"{environment.name}.lock"
    pip = (environment / "bin" / "python", "-m", "pip", "install", "--quiet")
    _run(*pip, "--disable-pip-version-check", "-r", lock)


def _by_cargo(environment: Path) -> None:
    """Compiled with Rust 1.94 or newer, into the environment whose Python runs its script."""
    crate = ("czkawka_cli", "--version", _CZKAWKA, "--locked")
    _run("cargo", "install", "--quiet", *crate, "--root", environment)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
