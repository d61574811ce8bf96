"""Keeps old embeddings when many photos vanish, so a drive that returns needs no new run."""

from __future__ import annotations

import os
import shutil

from photograph.collection.contract import aside_files, is_great_loss
from photograph.durable_file import settle
from photograph.extract.store import EmbeddingStore


def set_aside(store: EmbeddingStore) -> None:
    """Copies the present embeddings file aside before a merge overwrites it."""
    kept = aside_files(store.embeddings)
    if any(file.samefile(store.embeddings) for file in kept):
        return  # a run that was stopped before its merge
    numbers = [int(file.stem.rpartition("-")[2]) for file in kept]
    name = f"{store.embeddings.stem}-before-{max(numbers, default=0) + 1:03}.parquet"
    target = store.embeddings.with_name(name)
    try:
        os.link(store.embeddings, target)
    except OSError:  # a file system without hard links
        temporary = target.with_suffix(".tmp")
        shutil.copyfile(store.embeddings, temporary)
        settle(temporary, target)


def drop_returned(store: EmbeddingStore, present: set[str]) -> None:
    """Removes kept embeddings once their photos are back, or few are still missing."""
    for file, photos in store.aside.items():
        absent = [known for known in photos.values() if known.content_hash not in present]
        if not is_great_loss(len(absent), len(photos)):
            file.unlink(missing_ok=True)
