"""``photograph clean``: a full reset of the working files."""

from __future__ import annotations

from typing import Annotated

import typer


def clean(
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
) -> None:
    """Stop the embedded Neo4j and delete the working folder: embeddings, database, jars.

    Photos are never touched. A Neo4j of your own (NEO4J_URI) is not touched either.

    Example: photograph clean --yes
    """
    import shutil

    from photograph.console import agreed, say
    from photograph.errors import PhotographError
    from photograph.server.process import stop
    from photograph.settings import home

    folder = home().root
    if not folder.exists():
        say(f"There is no {folder}: nothing to do.")
        return
    question = f"Delete the embeddings, the database and the jars in {folder}?"
    if not yes and not agreed(question):
        raise PhotographError("Nothing was deleted.", "To delete: photograph clean --yes")
    if (home().neo4j / "run").exists():
        stop()
    # Only what photograph makes: PHOTOGRAPH_HOME may be a folder with other things in it.
    for part in home().parts:
        shutil.rmtree(folder / part, ignore_errors=True)
    if not any(folder.iterdir()):
        folder.rmdir()
    say(f"Deleted the working files in {folder}.")
