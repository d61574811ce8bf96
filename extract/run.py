"""One run of `extract`: what is there against what is known, the rest through the network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from extract.embed import (
    Read,
    embed_batch,
    place,
    read_in_order,
    read_photo,
    reading_threads,
    stack_pixels,
)
from extract.find_photos import Found, PhotoFile
from extract.frozen_projection import check_dims, settle_projection, will_fit
from extract.merge import Places, made_with, merge
from extract.network import Network
from extract.precision import Precision, use_bfloat16
from extract.store import Store, write_failures, write_part
from photograph.console import progress
from photograph.contract import read_provenance


@dataclass(frozen=True)
class Options:
    """How a run works: photos a batch, limits, lengths, and what is done again."""

    batch: int
    pixel_limit: int
    retry: bool
    dims: int | None = None
    refit: bool = False
    precision: Precision = "auto"


@dataclass
class Tally:
    """What a run did, counted in photos."""

    found: int = 0
    new: int = 0
    changed: int = 0
    moved: int = 0
    unchanged: int = 0
    gone: int = 0
    failures: list[dict[str, Any]] = field(default_factory=list)

    @property
    def embedded(self) -> int:
        """The photos of the collection that have an embedding now."""
        return self.new + self.changed + self.moved + self.unchanged


@dataclass
class _Work:
    """The state of a run: each photo's content hash as it becomes known, and what failed."""

    store: Store
    options: Options
    tally: Tally
    photos: dict[str, PhotoFile]
    left: set[str]  # content whose old path has no file any more
    hashes: dict[str, str] = field(default_factory=dict)


def run(found: Found, store: Store, open_network: Callable[[], Network], options: Options) -> Tally:
    """Brings the store up to date with the photos found; the network opens only if needed."""
    check_dims(store, options.dims, options.refit, len(found.photos))
    photos = {photo.path: photo for photo in found.photos}
    left = {known.content_hash for path, known in store.by_path.items() if path not in photos}
    tally = Tally(found=len(found.photos) + len(found.refused))
    work = _Work(store, options, tally, photos, left)
    _fail(work, found.refused)
    todo = [photo for photo in found.photos if not _unchanged(work, photo)]
    if todo:
        _embed_all(work, todo, open_network())
    _finish(work, bool(todo))
    return tally


def _unchanged(work: _Work, photo: PhotoFile) -> bool:
    """Whether size and time say that the file is the one known; then its content is not read."""
    known = work.store.by_path.get(photo.path)
    if known and (known.bytes, known.modified_ns) == (photo.bytes, photo.modified_ns):
        work.hashes[photo.path] = known.content_hash
        work.tally.unchanged += 1
        return True
    failed = work.store.failed.get(photo.path)
    same = failed and (failed["bytes"], failed["modified_ns"]) == (photo.bytes, photo.modified_ns)
    if failed and same and not work.options.retry:
        work.tally.failures.append(failed)
        return True
    return False


def _embed_all(work: _Work, todo: list[PhotoFile], network: Network) -> None:
    store, options = work.store, work.options

    def read(photo: PhotoFile) -> Read:
        return read_photo(photo, network.input_size, options.pixel_limit, store.hashes.__contains__)

    batch: list[Read] = []
    pending: set[str] = set()
    fast: bool | None = None
    reads = read_in_order(todo, read, reading_threads(todo), ahead=2 * options.batch)
    with progress("Embedding", len(todo)) as advance:
        for position, result in enumerate(reads, start=1):
            _count(work, result)
            known = result.content_hash in pending or result.content_hash in store.hashes
            if result.decoded and not known:
                batch.append(result)
                pending.add(result.content_hash)
            if batch and (len(batch) == options.batch or position == len(todo)):
                if fast is None:
                    fast = use_bfloat16(network, stack_pixels(batch), options.precision)
                write_part(store, embed_batch(network, batch, fast))
                batch, pending = [], set()
            advance(1, f"{len(work.tally.failures)} failed" if work.tally.failures else "")
    store.note_precision("bfloat16" if fast else "float32")


def _count(work: _Work, result: Read) -> None:
    photo, known = result.photo, work.store.by_path.get(result.photo.path)
    if result.reason:
        _fail(work, [(photo, result.reason)])
        return
    work.hashes[photo.path] = result.content_hash
    if known and known.content_hash == result.content_hash:
        work.tally.unchanged += 1  # touched, not changed
    elif known:
        work.tally.changed += 1
    elif result.content_hash in work.left:
        work.tally.moved += 1
    else:
        work.tally.new += 1


def _fail(work: _Work, failures: list[tuple[PhotoFile, str]]) -> None:
    work.tally.failures += [
        {"path": p.path, "reason": reason, "bytes": p.bytes, "modified_ns": p.modified_ns}
        for p, reason in failures
    ]


def _finish(work: _Work, worked: bool) -> None:
    """Merges the parts where anything changed; an unchanged folder costs no write at all."""
    store, tally, options = work.store, work.tally, work.options
    tally.gone = len(work.left - set(work.hashes.values()))
    refits = will_fit(store, options.dims, options.refit)
    if not (worked or refits or _differs(work)):
        return
    places: Places = {}
    for path, content_hash in sorted(work.hashes.items()):
        places.setdefault(content_hash, []).append(place(work.photos[path]))
    projection = settle_projection(store, options.dims, options.refit, places) if places else None
    merge(store, places, projection)
    write_failures(store, sorted(tally.failures, key=lambda row: str(row["path"])))


def _differs(work: _Work) -> bool:
    """Whether the merged file is not what it should be, though no photo was read."""
    store = work.store
    known = {path: known.content_hash for path, known in store.by_path.items()}
    failed = {row["path"] for row in work.tally.failures}
    if known != work.hashes or failed != set(store.failed) or any(store.parts.iterdir()):
        return True
    if not store.embeddings.exists():
        return bool(known)
    projection = settle_projection(store, None, False, {})
    wanted = made_with(store, projection).projection_sha256
    return read_provenance(store.embeddings).projection_sha256 != wanted
