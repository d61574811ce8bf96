"""One run of `extract`: what is there against what is known, the rest through the network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from extract.embed import Read, decoding_workers, embed_batch, place, read_in_order, read_photo
from extract.find_photos import Found, PhotoFile
from extract.network import Network
from extract.store import Store, merge, write_failures, write_part
from photograph.console import progress


@dataclass(frozen=True)
class Options:
    """How a run works: photos a batch, the pixel limit, and whether failures are tried again."""

    batch: int
    pixel_limit: int
    retry: bool


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
        return self.new + self.changed + self.moved + self.unchanged


@dataclass
class _Work:
    """The state of a run: each photo's content hash as it becomes known, and what failed."""

    store: Store
    tally: Tally
    hashes: dict[str, str] = field(default_factory=dict)
    photos: dict[str, PhotoFile] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)  # content whose old path has no file any more


def run(found: Found, store: Store, open_network: Callable[[], Network], options: Options) -> Tally:
    """Brings the store up to date with the photos found; the network opens only if needed."""
    tally = Tally(found=len(found.photos) + len(found.refused))
    work = _Work(store, tally, photos={photo.path: photo for photo in found.photos})
    work.left.update(
        known.content_hash for path, known in store.by_path.items() if path not in work.photos
    )
    _fail(work, found.refused)
    todo = [photo for photo in found.photos if not _unchanged(work, photo, options.retry)]
    if todo:
        _embed_all(work, todo, open_network(), options)
    _finish(work, bool(todo))
    return tally


def _unchanged(work: _Work, photo: PhotoFile, retry: bool) -> bool:
    """Whether size and time say that the file is the one known; then its content is not read."""
    known = work.store.by_path.get(photo.path)
    if known and (known.bytes, known.modified_ns) == (photo.bytes, photo.modified_ns):
        work.hashes[photo.path] = known.content_hash
        work.tally.unchanged += 1
        return True
    failed = work.store.failed.get(photo.path)
    same = failed and (failed["bytes"], failed["modified_ns"]) == (photo.bytes, photo.modified_ns)
    if failed and same and not retry:
        work.tally.failures.append(failed)
        return True
    return False


def _embed_all(work: _Work, todo: list[PhotoFile], network: Network, options: Options) -> None:
    def read(photo: PhotoFile) -> Read:
        return read_photo(
            photo, network.input_size, options.pixel_limit, work.store.hashes.__contains__
        )

    batch: list[Read] = []
    pending: set[str] = set()
    reads = read_in_order(todo, read, decoding_workers(), ahead=2 * options.batch)
    with progress("Embedding", len(todo)) as advance:
        for result in reads:
            _count(work, result)
            is_new = result.content_hash not in pending
            if result.decoded and is_new and result.content_hash not in work.store.hashes:
                batch.append(result)
                pending.add(result.content_hash)
            if len(batch) == options.batch:
                write_part(work.store, embed_batch(network, batch))
                batch, pending = [], set()
            advance(1, f"{len(work.tally.failures)} failed" if work.tally.failures else "")
        if batch:
            write_part(work.store, embed_batch(network, batch))


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
    store, tally = work.store, work.tally
    tally.gone = len(work.left - set(work.hashes.values()))
    known = {path: known.content_hash for path, known in store.by_path.items()}
    failed = {row["path"] for row in tally.failures}
    same = known == work.hashes and failed == set(store.failed)
    if worked or not same or any(store.parts.iterdir()):
        photos: dict[str, list[dict[str, Any]]] = {}
        for path, content_hash in sorted(work.hashes.items()):
            photos.setdefault(content_hash, []).append(place(work.photos[path]))
        merge(store, photos)
        write_failures(store, sorted(tally.failures, key=lambda row: str(row["path"])))
