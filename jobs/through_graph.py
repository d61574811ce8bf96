"""Finds photos near one photo through the graph, by personalised PageRank."""

from __future__ import annotations

from dataclasses import dataclass

from neo4j.exceptions import ClientError

from photograph.graph.database import Database, read, read_with_bookmark, write
from photograph.graph.methods import LinkMethod
from photograph.graph.network_choice import choose_network
from photograph.graph.photo_key import PhotoKey
from photograph.jobs.catalogue import SIMILARITY_GRAPH
from photograph.jobs.runner import run_job

# "@" is in no network's name, so that one network's prefix is never the start of another's.
_PREFIX = "photograph-similarity-{network}@"


@dataclass(frozen=True)
class RankedPhoto:
    """A photo with its score; higher is nearer; comparable only within one query."""

    root: str
    path: str
    score: float


def near_photos(
    database: Database, photo: PhotoKey, k: int, network: str | None = None
) -> list[RankedPhoto]:
    """The `k` photos that random walks from a photo over kNN edges reach most, best first.

    Personalised PageRank, weights cosine³, damping .85, divided by the square root of the
    candidate's weighted degree: the ranking of Zhou et al., Ranking on Data Manifolds, 2003.
    The result includes photos without a direct edge; it is empty for a photo without edges.

    Parameters
    ----------
    photo: root and path of a photo of the graph.
    network: whose edges; None takes the one network that links this photo.

    Raises
    ------
    PhotographError: several networks link it and none is named, or not the named one.
    """
    root, path = photo
    found = read(database, "ask/networks_of_photo", root=root, path=path, method=LinkMethod.KNN)
    linked = [row for row in found if row["linked"]]
    chosen = choose_network((linked if network is None else found) or found[:1], network)
    if chosen not in [row["network"] for row in linked]:
        return []
    graph = cached_projection(database, chosen)
    values = {
        "graph": graph,
        "root": root,
        "path": path,
        "network": chosen,
        "method": LinkMethod.KNN,
    }
    return [RankedPhoto(**row) for row in read(database, "rank/rank_from_photo", k=k, **values)]


def cached_projection(database: Database, network: str) -> str:
    """The name of the GDS graph of a network's present edges; makes the graph if it is missing.

    The name contains the state of the database (the bookmark of its last transaction, the
    last link run and two counters), so that any change makes a new graph, and
    old ones are dropped.

    The network must have linked at least one photo.
    """
    rows, bookmark = read_with_bookmark(
        database, "rank/read_state", network=network, method=LinkMethod.KNN
    )
    state = (rows[0]["runId"], rows[0]["photos"], rows[0]["edges"], bookmark)
    prefix = _PREFIX.format(network=network)
    graph = prefix + "-".join(str(part) for part in state)
    there = {
        row["graph"]: row["ready"] for row in read(database, "rank/list_projections", prefix=prefix)
    }
    for stale in there.keys() - {graph}:
        write(database, "link/drop_projection", graph=stale)
    if graph not in there:
        _keep(database, graph, network)
    elif not there[graph]:  # a command was stopped between the two statements
        write(database, "rank/add_degrees", graph=graph)
    return graph


def _keep(database: Database, graph: str, network: str) -> None:
    """Makes the projection; another command may have made it in the meantime."""
    try:
        run_job(
            database,
            SIMILARITY_GRAPH,
            {"graph": graph, "network": network, "method": LinkMethod.KNN},
        )
    except ClientError as error:
        if "already exists" not in str(error):
            raise
