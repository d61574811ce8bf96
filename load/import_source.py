"""The input of an import: an embeddings file, checked as `load` checks it, and its target."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from photograph.collection.contract import Provenance, read_provenance
from photograph.graph.property_names import property_names
from photograph.load.merge import LoadTarget
from photograph.load.options import LoadOptions
from photograph.load.rows import PhotoRows
from photograph.load.run import check_rows


@dataclass(frozen=True)
class ImportSource:
    """The photos, their provenance, and the properties that they get."""

    rows: PhotoRows
    provenance: Provenance
    target: LoadTarget

    @property
    def floats(self) -> int:
        """The numbers of a photo: its embedding, and its classification if wanted."""
        by = self.provenance
        return by.dims + (by.features if self.rows.classification else 0)


def import_source(embeddings: Path, options: LoadOptions) -> ImportSource:
    """Opens and checks an embeddings file for an import.

    Raises
    ------
    PhotographError: an embedding is wrong, or there is no classification though one is wanted.
    """
    provenance = read_provenance(embeddings)
    target = LoadTarget(provenance.root, provenance.network, property_names(options.name))
    rows = PhotoRows(embeddings, options.classification)
    check_rows(rows, provenance)
    return ImportSource(rows, provenance, target)
