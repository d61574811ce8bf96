"""Downloads jars from a Maven repository and checks their sha256 with the lock file."""

from __future__ import annotations

import logging
import os
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from jgo.maven import MavenContext, PythonResolver
from requests import RequestException

from photograph.console import progress
from photograph.errors import PhotographError
from photograph.private import private_umask
from photograph.server.jar import Jar, is_whole_jar

TRIES = 3
PAUSE_SECONDS = 1.0
NETWORK_TIMEOUT_SECONDS = 30


def download(folder: Path, missing: Sequence[Jar], threads: int) -> None:
    """Downloads the jars; each gets its final name when it is complete.

    Parameters
    ----------
    folder: the jar folder.
    missing: the jars to download.
    threads: how many to download at once.
    """
    # jgo 3.2 writes straight to the final path and only warns of a bad sum: hence a staging folder.
    with tempfile.TemporaryDirectory(prefix=".staging-", dir=folder) as staging:
        context = maven(Path(staging))
        with (
            private_umask(folder),
            progress("Fetching jars", sum(jar.size for jar in missing), "bytes") as advance,
            ThreadPoolExecutor(threads) as pool,
        ):
            fetches = {pool.submit(_fetch_one, context, folder, jar): jar for jar in missing}
            try:
                for fetch in as_completed(fetches):
                    fetch.result()
                    advance(fetches[fetch].size)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise


def maven(cache: Path) -> MavenContext:
    """A Maven client that keeps its files in the given folder.

    ``PHOTOGRAPH_MAVEN`` may name a mirror of Maven's central repository.
    """
    logging.getLogger("jgo").setLevel(logging.ERROR)  # its warnings are errors of ours
    mirror = os.environ.get("PHOTOGRAPH_MAVEN")
    return MavenContext(
        resolver=PythonResolver(),
        repo_cache=cache,
        remote_repos={"mirror": mirror.rstrip("/")} if mirror else None,
        timeout=NETWORK_TIMEOUT_SECONDS,
    )


def _fetch_one(context: MavenContext, folder: Path, jar: Jar) -> None:
    failure = ""
    for attempt in range(TRIES):
        time.sleep(PAUSE_SECONDS * attempt)
        fetched, failure = _attempt(context, jar)
        if fetched:
            # A rename within one file system: another process sees the old jar or the new one.
            fetched.replace(jar.path(folder))
            return
    raise PhotographError(
        f"{jar.coordinate} could not be fetched from Maven's repository ({failure}).",
        "Check the network and run the command again; jars already fetched are kept.",
    )


def _attempt(context: MavenContext, jar: Jar) -> tuple[Path | None, str]:
    group, artifact, version, *classifier = jar.coordinate.split(":")
    component = context.project(group, artifact).at_version(version)
    wanted = component.artifact("".join(classifier), "jar")
    path = context.repo_cache / component.path_prefix / wanted.filename
    path.unlink(missing_ok=True)  # jgo would take what a failed attempt left for the jar
    try:
        wanted.resolve()
    except RequestException as error:
        return None, _network_reason(error)
    except RuntimeError:  # jgo 3.2 raises this for every answer but 200
        return None, "the repository does not have it or refused"
    if is_whole_jar(path, jar):
        return path, ""
    path.unlink()
    return None, "what came has another size or SHA-256 than the lock file says"


def _network_reason(error: RequestException) -> str:
    # The text of these errors holds addresses and object ids; the class says what a person needs.
    return f"network: {type(error).__name__}"
