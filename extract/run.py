"""One run of `extract`: compares files with what is known and embeds the rest."""

from __future__ import annotations

from dataclasses import dataclass, field

from photograph.collection.contract import READING, is_great_loss, read_provenance, write_unread
from photograph.collection.find_photos import FoundPhotos, PhotoFile
from photograph.console import progress, say
from photograph.extract.aside import drop_returned, set_aside
from photograph.extract.embed import ReadPhoto, place
from photograph.extract.engine import Engine, PhotosToEmbed
from photograph.extract.frozen_projection import check_dims, settle_projection, will_fit
from photograph.extract.merge import PathsByContent, made_with, merge
from photograph.extract.options import ExtractOptions
from photograph.extract.store import EmbeddingStore, is_current, write_failures, write_part
from photograph.extract.tally import ExtractReport
from photograph.extract.unread import UnreadFiles, as_known, emptied, folder_above, unread


@dataclass
class _Work:
    """The state of a run: each photo's content hash, once it is known, and the failures."""

    store: EmbeddingStore
    options: ExtractOptions
    tally: ExtractReport
    photos: dict[str, PhotoFile]
    left: set[str]  # content whose old path has no file any more, now or since a great loss
    hashes: dict[str, str] = field(default_factory=dict)


def run(
    found: FoundPhotos, store: EmbeddingStore, engine: Engine, options: ExtractOptions
) -> ExtractReport:
    """Brings the store up to date with the photos found; starts the engine only if needed."""
    closed = unread(found, store.by_path)
    check_dims(store, options.dims, options.refit, len(found.photos) + len(closed.kept))
    photos = {photo.path: photo for photo in [*found.photos, *closed.kept]}
    left = {known.content_hash for path, known in store.by_path.items() if path not in photos}
    left |= {known.content_hash for lost in store.aside.values() for known in lost.values()}
    tally = ExtractReport(found=len(found.photos) + len(found.refused), unread=closed.folders)
    work = _Work(store, options, tally, photos, left)
    if closed.folders:  # at once: what is gone is not known from now on
        write_unread(store.embeddings, closed.folders)
    _keep(work, found, closed)
    todo = [photo for photo in found.photos if not _unchanged(work, photo)]
    if again := sum(_is_outdated(work, photo) for photo in todo):
        say(f"{again} photos were read by an older version and are read again")
    if todo:
        _embed_all(work, todo, engine)
    _count_gone(work, found.empty)
    _merge(work, bool(todo))
    write_unread(store.embeddings, tally.unread)
    return tally


def _keep(work: _Work, found: FoundPhotos, closed: UnreadFiles) -> None:
    """Keeps earlier results, failures too, for everything that could not be looked at."""
    kept = {photo.path for photo in closed.kept}
    for photo, reason in found.refused:
        if photo.path in kept:
            work.tally.unopened.append((photo.path, reason))
        else:
            _fail(work, [(photo, reason)])
    for path in kept:
        _keep_row(work, path)
    here = work.photos.keys() | {photo.path for photo, _ in found.refused}
    folders = {folder.path for folder in closed.folders}
    work.tally.failures += [
        row
        for path, row in work.store.failed.items()
        if path not in here and folder_above(path, folders) is not None
    ]


def _keep_row(work: _Work, path: str) -> None:
    work.hashes[path] = work.store.by_path[path].content_hash
    work.tally.unchanged += 1
    work.tally.kept += 1


def _unchanged(work: _Work, photo: PhotoFile) -> bool:
    """Whether size and modification time are as known, so that the content need not be read."""
    if _is_outdated(work, photo):
        return False
    known = work.store.known(photo.path)
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
    """Whether the known result or failure of a photo comes from an older version."""
    known, failed = work.store.known(photo.path), work.store.failed.get(photo.path)
    if known:
        return not known.is_current
    return bool(failed and not is_current(failed))


def _embed_all(work: _Work, todo: list[PhotoFile], engine: Engine) -> None:
    store = work.store
    with progress("Embedding", len(todo)) as advance:
        for done in engine(PhotosToEmbed(todo, store, work.options, work.left)):
            _count(work, done.read)
            # Engines on several machines may embed the same content twice.
            rows = [row for row in done.rows if row["content_hash"] not in store.hashes]
            if rows:
                write_part(store, rows)
                store.note_precision(done.precision)
            advance(1, f"{len(work.tally.failures)} failed" if work.tally.failures else "")


def _count(work: _Work, result: ReadPhoto) -> None:
    photo, known = result.photo, work.store.by_path.get(result.photo.path)
    if result.reason and known and not result.content_hash:  # it is there, but can't be opened
        work.photos[photo.path] = as_known(photo.path, known)
        work.tally.unopened.append((photo.path, result.reason))
        _keep_row(work, photo.path)
        return
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


def _count_gone(work: _Work, empty: frozenset[str]) -> None:
    tally, known, present = work.tally, work.store.by_path, set(work.hashes.values())
    tally.missing = [
        path
        for path, one in known.items()
        if path not in work.photos and one.content_hash not in present
    ]
    tally.gone = len({known[path].content_hash for path in tally.missing})
    tally.emptied = emptied(tally.missing, empty)
    tally.great_loss = is_great_loss(len(tally.missing), len(known))


def _merge(work: _Work, worked: bool) -> None:
    """Merges the parts if anything changed; writes nothing for an unchanged folder."""
    store, tally, options = work.store, work.tally, work.options
    tally.damaged = sum(content in store.damaged for content in work.hashes.values())
    refits = will_fit(store, options.dims, options.refit)
    if not (worked or refits or _differs(work)):
        return
    places: PathsByContent = {}
    for path, content_hash in sorted(work.hashes.items()):
        places.setdefault(content_hash, []).append(place(work.photos[path]))
    projection = settle_projection(store, options.dims, options.refit, places) if places else None
    if tally.great_loss and store.embeddings.exists():
        set_aside(store)
    merge(store, places, projection)
    drop_returned(store, set(places))
    write_failures(store, sorted(tally.failures, key=lambda row: str(row["path"])))


def _differs(work: _Work) -> bool:
    """Whether the merged file is out of date although no photo was read."""
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
