"""Finds groups of copies and bursts, the kind of each, and which photo to keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from photograph.console import say
from photograph.graph.database import Database, read
from photograph.graph.network_choice import choose_network
from photograph.graph.versions import check_versions
from photograph.jobs.duplicates.candidate import Candidate, PlacePair
from photograph.jobs.duplicates.candidate_pairs import (
    EMBEDDING_CUTOFF,
    CandidatePairs,
    read_candidates,
)
from photograph.jobs.duplicates.duplicate_group import (
    DuplicateCopy,
    DuplicateGroup,
    order_in_group,
)
from photograph.jobs.duplicates.graph_signatures import read_signatures
from photograph.jobs.duplicates.groups import copies_of_best
from photograph.jobs.duplicates.judging import Look
from photograph.jobs.duplicates.keep import keep_rank, keep_rules, why_kept
from photograph.jobs.duplicates.merge_facts import with_words_of_copies
from photograph.jobs.duplicates.near import near_pairs, photos_of_bursts
from photograph.jobs.duplicates.options import DuplicateOptions
from photograph.jobs.duplicates.proof_store import ProofStore
from photograph.jobs.duplicates.proofs import Apart, PhotosToGroup, ProvedCopy, last_of
from photograph.jobs.duplicates.proving import PairProver
from photograph.jobs.duplicates.staying import why_it_stays
from photograph.jobs.duplicates.words import with_words
from photograph.jobs.duplicates.worth_a_look import worth_a_look
from photograph.jobs.verdicts import pairs_with_verdict


def find_duplicates(
    database: Database, options: DuplicateOptions, look: Look, store: ProofStore
) -> list[DuplicateGroup]:
    """Groups of copies and bursts, sorted by the path of the photo that stays.

    Candidates are edges of `link`, photos of nearly one signature, and those of equal content.
    Each pair is proved by its pixels. No two photos that a person set apart are in one group.

    Parameters
    ----------
    look: opens the file of a photo.
    store: what earlier runs proved.

    Raises
    ------
    PhotographError: the graph has no photos, or has several networks and none is named.
    """
    check_versions(database)
    network = choose_network(read(database, "link/count_photos"), options.network)
    found = read_candidates(database, network, min(EMBEDDING_CUTOFF, options.cutoff))
    apart = pairs_with_verdict(database)
    prover = PairProver(found.photos, partial(read_signatures, database), look, store)
    pairs = [*found.same, *_proved(found, prover)]
    asked = chain.from_iterable((*pairs, *near_pairs(found.photos, found.cosines, options)))
    among = _to_group(with_words(database, found.photos, asked), prover, apart, options)
    copies = copies_of_best(among, pairs)
    near = photos_of_bursts(database, network, found.cosines, among, copies, options)
    if prover.unopened:
        say(
            f"{len(prover.unopened)} photos could not be opened here:"
            " their copies are told by signatures alone, and crops of them are not found."
        )
    every = [*copies, *near]
    staying = with_words_of_copies(among.photos, every, options) if options.merges else among.photos
    groups = _told(among.photos, staying, every, options)
    return sorted(groups, key=lambda group: (group.keep.root, group.keep.path))


def _proved(found: CandidatePairs, prover: PairProver) -> list[PlacePair]:
    pairs = worth_a_look(found)
    prover.prove_all(pairs)
    return [pair for pair in pairs if prover.prove(*pair)]


def _to_group(
    photos: Sequence[Candidate], prover: PairProver, apart: Apart, options: DuplicateOptions
) -> PhotosToGroup:
    """The photos with their ranks, now that is known which were made from others."""
    derived = prover.derived
    judged = [replace(photo, derived=photo.content_hash in derived) for photo in photos]
    rules = keep_rules(options.first)
    return PhotosToGroup(judged, [keep_rank(one, rules) for one in judged], prover.prove, apart)


def _told(
    photos: Sequence[Candidate],
    staying: Sequence[Candidate],
    copies: list[ProvedCopy],
    options: DuplicateOptions,
) -> list[DuplicateGroup]:
    """Copies by the photo that stays for the whole group: a changed copy may have copies itself.

    Parameters
    ----------
    staying: the photos as they will be when the copies go.
    """
    stays = {copy.copy: copy.of for copy in copies}
    by_keep: Mapping[int, list[ProvedCopy]] = defaultdict(list)
    for copy in copies:
        by_keep[last_of(copy.of, stays)].append(copy)
    groups = []
    for keep, members in by_keep.items():
        others = [photos[copy.copy] for copy in members]
        why = why_kept(photos[keep], others, keep_rules(options.first))
        members.sort(key=lambda copy: order_in_group(copy.proof.kind, photos[copy.copy]))
        told = tuple(_copy(photos, staying, copy, options) for copy in members)
        groups.append(DuplicateGroup(photos[keep], why, told))
    return groups


def _copy(
    photos: Sequence[Candidate],
    staying: Sequence[Candidate],
    copy: ProvedCopy,
    options: DuplicateOptions,
) -> DuplicateCopy:
    photo, of, proof = photos[copy.copy], photos[copy.of], copy.proof
    also = None if copy.also is None else photos[copy.also]
    stays = why_it_stays(photo, staying[copy.of], also) if options.may_go(proof.kind) else ""
    goes = options.may_go(proof.kind) and not stays
    return DuplicateCopy(photo, proof.kind, proof.score, of, goes, stays, also is not None)
