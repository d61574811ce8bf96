"""Which photos are one group: never by a chain, never against what a person or a clock says."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photograph.graph.database import Database
from photograph.jobs.duplicates.candidate import Candidate, PersonsWord
from photograph.jobs.duplicates.duplicate_group import DuplicateGroup
from photograph.jobs.duplicates.groups import copies_of_best
from photograph.jobs.duplicates.keep import keep_rank, keep_rules, why_kept
from photograph.jobs.duplicates.options import DuplicateKind
from photograph.jobs.duplicates.proofs import PairProof, PhotosToGroup, ProvedCopy
from photograph.jobs.duplicates.staying import why_it_stays
from photograph.jobs.link.options import LinkOptions
from photograph.jobs.link.run import link_photos
from photograph.jobs.verdicts import PairVerdict, give_verdict
from photograph.load.run import load_collection
from photograph.settings import home
from tests.conftest import run
from tests.embeddings import photo_row, provenance, write_embeddings
from tests.jobs.found_copies import found_copies, told

NOON = datetime(2024, 6, 12, 12)
Photo = dict[str, Any]
WORD = PersonsWord("the album Sardinia", "album 1")


def photo(path: str, **differs: Any) -> Candidate:
    sha = hashlib.sha256(path.encode()).hexdigest()
    same: Photo = {"bytes": 1000, "width": 4000, "height": 3000, "format": "JPEG"}
    return Candidate("holiday", path, sha, **{**same, **differs})


def copies(
    photos: dict[str, Photo],
    alike: dict[tuple[str, str], float],
    *apart: tuple[str, str],
    kinds: dict[tuple[str, str], DuplicateKind] | None = None,
) -> dict[str, str]:
    """What each copy is a copy of, where pairs are proved with these scores, and as these kinds."""
    listed = [photo(name, **differs) for name, differs in photos.items()]
    place = {one.path: number for number, one in enumerate(listed)}
    proofs = {
        frozenset(place[name] for name in pair): PairProof(
            (kinds or {}).get(pair, DuplicateKind.RE_ENCODED), score
        )
        for pair, score in alike.items()
    }

    def prove(one: int, other: int) -> PairProof | None:
        return proofs.get(frozenset((one, other)))

    pairs = [(place[one], place[other]) for one, other in alike]
    verdicts = frozenset(frozenset(("holiday", name) for name in pair) for pair in apart)
    ranks = [keep_rank(one, keep_rules()) for one in listed]
    among = PhotosToGroup(listed, ranks, prove, verdicts)
    found: list[ProvedCopy] = copies_of_best(among, pairs)
    return {
        listed[one.copy].path: listed[one.of].path
        + (f" or {listed[one.also].path}" if one.also is not None else "")
        for one in found
    }


def test_a_chain_of_photos_that_are_each_like_the_next_is_no_group() -> None:
    chain = {("a", "b"): 0.9, ("b", "c"): 0.9, ("c", "d"): 0.9}
    sizes: dict[str, Photo] = {name: {"bytes": 9 - n} for n, name in enumerate("abcd")}

    assert copies(sizes, chain) == {"b": "a", "d": "c"}


def test_a_copy_of_two_photos_that_are_none_of_each_other_is_told_as_of_either() -> None:
    alike = {("a", "small"): 0.95, ("b", "small"): 0.97}
    photos: dict[str, Photo] = {"a": {"bytes": 3}, "b": {"bytes": 2}, "small": {"width": 100}}

    found = copies(photos, alike)

    assert found == {"small": "b or a"}
    assert why_it_stays(photo("small"), photo("b"), photo("a")) != ""


def test_a_person_s_word_keeps_photos_out_of_one_group() -> None:
    alike = {("a", "b"): 0.9, ("a", "c"): 0.9, ("b", "c"): 0.9}
    sizes: dict[str, Photo] = {name: {"bytes": 9 - n} for n, name in enumerate("abc")}

    assert copies(sizes, alike) == {"b": "a", "c": "a"}
    assert copies(sizes, alike, ("b", "c")) == {"b": "a"}
    assert copies(sizes, alike, ("a", "b")) == {"c": "a or b"}  # nothing is lost where it stays


def test_a_person_s_word_on_a_copy_holds_for_the_photo_that_stays_for_it() -> None:
    """b is the same as a, c an edited one: with c apart from b, it is in no group with a."""
    alike = {("a", "b"): 0.9, ("a", "c"): 0.8}
    sizes: dict[str, Photo] = {name: {"bytes": 9 - n} for n, name in enumerate("abc")}
    kinds = {("a", "c"): DuplicateKind.EDITED}

    assert copies(sizes, alike, kinds=kinds) == {"b": "a", "c": "a"}
    assert copies(sizes, alike, ("b", "c"), kinds=kinds) == {"b": "a"}


def test_one_that_is_no_copy_of_the_best_is_told_beside_a_copy_of_it() -> None:
    """Mirrored from what was cut, and better than it by rank."""
    alike = {("whole", "cut"): 0.9, ("mirrored", "cut"): 0.95}
    sizes: dict[str, Photo] = {"whole": {"width": 5000}, "mirrored": {}, "cut": {"bytes": 900}}
    kinds = {("whole", "cut"): DuplicateKind.CROPPED, ("mirrored", "cut"): DuplicateKind.MIRRORED}

    assert copies(sizes, alike, kinds=kinds) == {"cut": "whole", "mirrored": "cut"}
    assert copies(sizes, alike, ("whole", "mirrored"), kinds=kinds) == {"cut": "whole"}


def test_a_damaged_photo_stands_for_no_other() -> None:
    alike = {("cut", "small"): 0.99}

    large: Photo = {"width": 8000, "damaged": True}
    assert copies({"cut": large, "small": {}}, alike) == {"cut": "small"}
    assert copies({"cut": large, "small": {"damaged": True}}, alike) == {}


@pytest.mark.parametrize(
    ("best", "other", "why"),
    [
        ({}, {"damaged": True}, "the others are damaged"),
        ({"said": (WORD,)}, {"clock": "2024-06-12T12:00"}, "You gave it the most"),
        ({"clock": "2024-06-12T12:00"}, {"width": 9000}, "holds the most"),
        ({"has_place": True}, {"width": 9000}, "holds the most"),
        ({"has_clip": True}, {"width": 9000}, "holds the most"),
        ({"frames": 2}, {"width": 9000}, "holds the most"),
        ({"keywords": ("Anna",)}, {"width": 9000}, "holds the most"),
        ({}, {"derived": True, "width": 9000}, "is an original"),
        ({}, {"software": "Adobe Photoshop 25.1 (Windows)", "width": 9000}, "is an original"),
        ({"width": 4010}, {"bytes": 9000}, "most pixels"),
        ({"bytes": 2000}, {"format": "PNG"}, "most bytes"),
        ({"format": "PNG"}, {}, "lossless"),
        ({"clock": "2024-06-12T12:00"}, {"clock": "2024-06-12T12:01"}, "taken first"),
        ({}, {}, "first by path"),
    ],
)
def test_which_one_is_kept_and_why(best: Photo, other: Photo, why: str) -> None:
    ends = {"best": best, "other": other}

    assert copies(ends, {("best", "other"): 0.9}) == {"other": "best"}
    assert why in why_kept(photo("best", **best), [photo("other", **other)], keep_rules())


def test_the_only_one_with_a_time_or_a_place_stays() -> None:
    nothing, time = photo("a"), photo("b", clock="2024-06-12T12:00")
    place = photo("c", has_place=True)

    assert "when" in why_it_stays(time, nothing, None)
    assert "where" in why_it_stays(place, time, None)
    assert why_it_stays(nothing, time, None) == ""


def test_the_only_one_with_a_keyword_stays() -> None:
    nothing, one = photo("a"), photo("b", keywords=("Anna",))
    three = photo("c", keywords=("Bo", "Anna", "Cy"))

    assert why_it_stays(one, nothing, None) == "It alone has the keyword Anna in its file."
    assert why_it_stays(three, one, None) == "It alone has the keyword Bo and 1 more in its file."
    assert why_it_stays(one, three, None) == ""


def at(degrees: float, dims: int = 8) -> list[float]:
    """A unit vector in a plane: the cosine of two is that of the angle between them."""
    vector = np.zeros(dims, np.float32)
    vector[:2] = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return [float(value) for value in vector]


def picture(seed: int, noise: float = 0.0) -> bytes:
    """The signature of a picture of its own, and of the same one with noise."""
    chance = np.random.default_rng(seed)
    luma = np.kron(chance.uniform(0, 255, (16, 16)), np.ones((4, 4)))
    luma += np.random.default_rng(99).normal(0, 1, luma.shape) * noise
    return bytes(np.clip(luma, 0, 255).astype(np.uint8).tobytes())


def groups_of(
    database: Database, folder: Path, photos: dict[str, Photo], **options: Any
) -> list[DuplicateGroup]:
    """The groups of photos given by path, each by its angle, its picture and what else differs."""
    rows = [
        photo_row(path, at(given["degrees"]), **{k: v for k, v in given.items() if k != "degrees"})
        for path, given in photos.items()
    ]
    load_collection(write_embeddings(folder / "e.parquet", rows, provenance()), database, home())
    link_photos(database, home(), LinkOptions(cutoff=0.5))
    return found_copies(database, **options)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("differs", "kind"),
    [
        ({}, "re-encoded"),
        ({"degrees": 90}, "re-encoded"),  # candidates come from signatures too
        ({"width": 2000, "height": 1500}, "resized"),
        ({"width": 2000, "height": 1550}, "near"),
        ({"taken_at": None, "camera_make": None, "camera_model": None}, "re-encoded"),
        ({"taken_at": NOON + timedelta(hours=2)}, "re-encoded"),
        ({"taken_at": NOON + timedelta(days=400)}, "re-encoded"),
        ({"signature": picture(2)}, "near"),
        ({"signature": None}, "near"),
        ({"signature": picture(2), "taken_at": NOON + timedelta(seconds=10)}, "near"),
        ({"signature": picture(2), "taken_at": NOON + timedelta(seconds=11)}, None),
        ({"signature": picture(2), "taken_at": None}, None),
        ({"signature": picture(2), "camera_model": "Model 2"}, None),
        ({"signature": picture(2), "degrees": 20}, "near"),
        ({"signature": picture(2), "degrees": 30}, None),
        ({"degrees": 90, "content_hash": "0" * 64, "signature": picture(1)}, "exact"),
    ],
)
def test_the_kind_of_two_photos_that_can_t_be_opened(
    database: Database, tmp_path: Path, differs: Photo, kind: str | None
) -> None:
    same = {"degrees": 0, "taken_at": NOON, "content_hash": "0" * 64, "signature": picture(1)}
    other = {"content_hash": "1" * 64, "bytes": 9, "signature": picture(1, noise=2), **differs}

    groups = groups_of(database, tmp_path, {"a.jpg": same, "b.jpg": {**same, **other}})

    assert [copy.kind for group in groups for copy in group.copies] == ([kind] if kind else [])


def test_frames_that_a_fraction_of_a_second_tells_apart_are_near(
    database: Database, tmp_path: Path
) -> None:
    first, second = (NOON.replace(microsecond=part) for part in (16_000, 550_000))
    photos: dict[str, Photo] = {
        "a.jpg": {"degrees": 0, "taken_at": first, "signature": picture(1)},
        "b.jpg": {"degrees": 1, "taken_at": second, "signature": picture(1, noise=1)},
    }

    assert told(groups_of(database, tmp_path, photos)) == [("a.jpg", {"b.jpg": "near"})]


def test_a_near_photo_and_its_own_copy_are_in_one_group(database: Database, tmp_path: Path) -> None:
    photos: dict[str, Photo] = {
        "a.jpg": {"degrees": 0, "taken_at": NOON, "signature": picture(1), "bytes": 9},
        "b.jpg": {"degrees": 9, "taken_at": NOON, "signature": picture(2), "bytes": 8},
        "c.jpg": {"degrees": 9, "taken_at": NOON, "signature": picture(2), "bytes": 7},
    }

    [group] = groups_of(database, tmp_path, photos)

    assert told([group]) == [("a.jpg", {"b.jpg": "near", "c.jpg": "re-encoded"})]
    assert [copy.photo.path for copy in group.going] == ["c.jpg"]
    assert group.going[0].of.path == "b.jpg"
    assert group.bytes_to_spare == 7


def test_photos_of_another_program_that_say_nothing_of_their_content(
    database: Database, tmp_path: Path
) -> None:
    photos: dict[str, Photo] = {f"{n}.jpg": {"degrees": 0, "signature": None} for n in range(3)}
    groups_of(database, tmp_path, photos)
    run(database, "MATCH (p:Photo) WHERE p.path <> '0.jpg' REMOVE p.contentHash, p.width, p.bytes")

    assert found_copies(database) == []


def test_a_cutoff_and_seconds_of_one_s_own(database: Database, tmp_path: Path) -> None:
    photos: dict[str, Photo] = {
        "a.jpg": {"degrees": 0, "taken_at": NOON},
        "b.jpg": {"degrees": 50, "taken_at": NOON + timedelta(seconds=60)},
    }

    assert groups_of(database, tmp_path, photos, seconds=60) == []
    assert groups_of(database, tmp_path, photos, cutoff=0.6) == []
    [burst] = groups_of(database, tmp_path, photos, cutoff=0.6, seconds=60)
    assert told([burst]) == [("a.jpg", {"b.jpg": "near"})]


@pytest.mark.parametrize("verdict", list(PairVerdict))
def test_a_pair_with_a_verdict_is_in_no_group(
    database: Database, tmp_path: Path, verdict: PairVerdict
) -> None:
    photos: dict[str, Photo] = {
        f"{n}.jpg": {"degrees": 0, "content_hash": "0" * 64} for n in range(3)
    }
    both = {"1.jpg": "exact", "2.jpg": "exact"}
    assert told(groups_of(database, tmp_path, photos)) == [("0.jpg", both)]

    give_verdict(database, verdict, "0.jpg", "2.jpg")

    assert told(found_copies(database)) == [("0.jpg", {"1.jpg": "exact"})]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("CREATE (p)-[:IN_ALBUM]->(:Album {albumId: 'x', name: 'Sardinia'})", "the album Sardinia"),
        (
            "CREATE (p)-[:IN_ALBUM {runId: '1'}]->"
            "(:Album {albumId: 'x', name: 'Sardinia', namedByPerson: true})",
            "the album Sardinia",
        ),
        (
            "CREATE (p)<-[:HAS_COVER]-(:Album {albumId: 'x', name: 'Sardinia'})",
            "the cover of Sardinia",
        ),
        ("CREATE (p)-[:SHOWS]->(:Label {name: 'Grandma'})", "the label Grandma"),
        ("WITH p MATCH (q {path: 'c.jpg'}) CREATE (p)-[:KEEP_BOTH]->(q)", "a verdict on c.jpg"),
        ("WITH p MATCH (q {path: 'c.jpg'}) CREATE (q)-[:IS_SIMILAR_TO]->(p)", "edge IS_SIMILAR_TO"),
        ("CREATE (p)<-[:LIKES]-(:Person {name: 'Ada'})", "an edge LIKES"),
        ("SET p:Favourite", "the label :Favourite"),
        ("SET p.rating = 5", "the property rating"),
        ("SET p.tags = ['a', 'b']", "the property tags"),
    ],
)
def test_what_a_person_gave_a_photo_keeps_it(
    database: Database, tmp_path: Path, given: str, text: str
) -> None:
    same: Photo = {"degrees": 0, "signature": picture(1)}
    photos = {"a.jpg": {**same, "bytes": 9000}, "b.jpg": same}
    other: Photo = {"degrees": 80, "signature": picture(2)}
    assert told(groups_of(database, tmp_path, {**photos, "c.jpg": other})) == [
        ("a.jpg", {"b.jpg": "re-encoded"})
    ]
    run(database, f"MATCH (p:Photo {{path: 'b.jpg'}}) {given}")

    [kept] = found_copies(database)
    run(database, "MATCH (p:Photo {path: 'a.jpg'}) SET p.of = 'Ada', p.also = 1")
    [stays] = found_copies(database)

    assert told([kept]) == [("b.jpg", {"a.jpg": "re-encoded"})]
    assert "You gave it the most" in kept.why
    assert kept.copies[0].goes
    assert told([stays]) == [("a.jpg", {"b.jpg": "re-encoded"})]
    assert text in stays.copies[0].stays
    assert not stays.copies[0].goes


@pytest.mark.slow
def test_what_both_have_keeps_neither(database: Database, tmp_path: Path) -> None:
    same: Photo = {"degrees": 0, "signature": picture(1)}
    groups_of(database, tmp_path, {"a.jpg": {**same, "bytes": 9000}, "b.jpg": same})
    run(
        database,
        "MERGE (album:Album {albumId: 'x', name: 'Sardinia'}) WITH album MATCH (p:Photo)"
        " CREATE (p)-[:IN_ALBUM]->(album) SET p.rating = 5",
    )
    [both] = found_copies(database)
    run(database, "MATCH (p:Photo {path: 'b.jpg'}) SET p.rating = 4")
    [differ] = found_copies(database)

    assert both.copies[0].goes
    assert "the property rating" in differ.copies[0].stays
