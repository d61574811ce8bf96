"""One load in a process of its own, twice; prints the most memory it took, in MiB.

It does all that `load` does except waiting for the vector index, which takes the server minutes.
The second load finds every photo in the graph, so that the comparison with it is measured too.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench.peak_memory import peak_memory
from photograph.collection.contract import read_provenance
from photograph.console import plain_lines
from photograph.graph.property_names import PropertyNames
from photograph.load.difference import difference
from photograph.load.guard import check_embeddings
from photograph.load.merge import LoadTarget, merge_rows
from photograph.load.options import LoadWay
from photograph.load.rows import PhotoRows
from photograph.load.run import make_schema
from photograph.server.connection import connect
from photograph.settings import home


def main() -> None:
    """Loads the file that the command line names."""
    plain_lines(True)
    embeddings = Path(sys.argv[1])
    provenance = read_provenance(embeddings)
    target = LoadTarget(provenance.root, provenance.network, PropertyNames())
    with connect() as database:
        make_schema(database)
        for _ in range(2):
            check_embeddings(embeddings, provenance.dims)
            difference(embeddings, database, target.root)
            merge_rows(PhotoRows(embeddings), target, database, LoadWay.FILE, home().imports)
    print(peak_memory() / 2**20)


if __name__ == "__main__":
    main()
