"""``photograph load``: embeddings in Parquet become :Photo nodes in Neo4j."""

from __future__ import annotations


def load() -> None:
    """Load the photos of the last extract into Neo4j.

    A second load changes nothing; what else is in the database is never touched. Starts the
    embedded Neo4j where it does not run; with NEO4J_URI set, that server is used.

    Example: photograph load
    """
    from extract.collection import last_collection
    from load.run import load_collection
    from photograph.console import say, table
    from photograph.contract import EMBEDDINGS_FILE
    from photograph.settings import home
    from server.connection import connect

    collection = last_collection(home())
    embeddings = collection.folder(home()) / EMBEDDINGS_FILE
    with connect(start=True) as database:
        say(f"Loading {collection.root} ({collection.network}) into {database.target.uri}")
        loaded = load_collection(embeddings, database, home())
    counts = (loaded.photos, loaded.created, loaded.updated, loaded.unchanged, loaded.gone)
    header = ("photos", "created", "updated", "unchanged", "gone from the folder")
    print(table([tuple(str(count) for count in counts)], header))
