"""One run of `extract`: what is there against what is known, the rest through the network."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extract.embed import Read, place
from extract.engine import Engine, Options, Todo
from extract.find_photos import Found, PhotoFile
from extract.frozen_projection import check_dims, settle_projection, will_fit
from extract.merge import Places, made_with, merge
from extract.store import Store, is_current, write_failures, write_part
from photograph.console import progress, say
from photograph.contract import READING, read_provenance


@dataclass
class Tally:
    """What a run did, counted in photos.

    A photo that is read again since an older version read it is counted by its file: unchanged.
    """

    found: int = 0
    new: int = 0
    changed: int = 0
    moved: int = 0
    unchanged: int = 0
    gone: int = 0
    damaged: int = 0  # of all that have an embedding, not only of those that were read
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


def run(found: Found, store: Store, engine: Engine, options: Options) -> Tally:
    """Brings the store up to date with the photos found; the engine starts only if needed."""
    check_dims(store, options.dims, options.refit, len(found.photos))
    photos = {photo.path: photo for photo in found.photos}
    left = {known.content_hash for path, known in store.by_path.items() if path not in photos}
    tally = Tally(found=len(found.photos) + len(found.refused))
    work = _Work(store, options, tally, photos, left)
    _fail(work, found.refused)
    todo = [photo for photo in found.photos if not _unchanged(work, photo)]
    if again := sum(_is_outdated(work, photo) for photo in todo):
        say(f"{again} photos were read by an older version and are read again")
    if todo:
        _embed_all(work, todo, engine)
    _finish(work, bool(todo))
    return tally


def _unchanged(work: _Work, photo: PhotoFile) -> bool:
    """Whether size and time say that the file is the one known; then its content is not read."""
    if _is_outdated(work, photo):
        return False
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


def _is_outdated(work: _Work, photo: PhotoFile) -> bool:
    """Whether what is known of it, or why it failed, is told by an older version."""
    known, failed = work.store.by_path.get(photo.path), work.store.failed.get(photo.path)
    if known:
        return not known.is_current
    return bool(failed and not is_current(failed))


def _embed_all(work: _Work, todo: list[PhotoFile], engine: Engine) -> None:
    store = work.store
    with progress("Embedding", len(todo)) as advance:
        for done in engine(Todo(todo, store, work.options, work.left)):
            _count(work, done.read)
            # Engines on several machines may embed the same content twice.
            rows = [row for row in done.rows if row["content_hash"] not in store.hashes]
            if rows:
                write_part(store, rows)
                store.note_precision(done.precision)
            advance(1, f"{len(work.tally.failures)} failed" if work.tally.failures else "")


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
        {
            "path": photo.path,
            "reason": reason,
            "bytes": photo.bytes,
            "modified_ns": photo.modified_ns,
            "reading": READING,
        }
        for photo, reason in failures
    ]


def _finish(work: _Work, worked: bool) -> None:
    """Merges the parts where anything changed; an unchanged folder costs no write at all."""
    store, tally, options = work.store, work.tally, work.options
    tally.gone = len(work.left - set(work.hashes.values()))
    tally.damaged = sum(content in store.damaged for content in work.hashes.values())
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
