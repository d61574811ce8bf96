"""Rows of the albums job become communities, whatever their order."""

from __future__ import annotations

from typing import Any

from photograph.jobs.albums.rows import GatheredRows


def photo(id_: int, community: int, path: str) -> dict[str, Any]:
    unknown = dict.fromkeys(("takenAt", "latitude", "longitude", "albumId"))
    labels = [["daisy", 0.5]]
    return {
        "id": id_,
        "community": community,
        "root": "r",
        "path": path,
        "labels": labels,
    } | unknown


def gathered(photos: list[dict[str, Any]], links: dict[int, dict[int, float]]) -> GatheredRows:
    rows = GatheredRows()
    for row in photos:
        rows.take("albums/list_members", row)
    for id_, weights in links.items():
        row = {"id": id_, "others": [*weights], "weights": [*weights.values()]}
        rows.take("albums/list_links", row)
    return rows


PHOTOS = [photo(7, 3, "b"), photo(2, 0, "d"), photo(9, 3, "a"), photo(4, 0, "c"), photo(5, 3, "e")]


def told(rows: GatheredRows) -> list[tuple[list[str], set[tuple[str, str, float]]]]:
    """The paths of each community, and its links by paths."""
    found = []
    for community in rows.communities():
        paths, links = [member.path for member in community.members], community.links
        ends = zip(links.one, links.other, links.weights.tolist(), strict=True)
        found.append((paths, {(*sorted((paths[a], paths[b])), weight) for a, b, weight in ends}))
    return found


def test_each_community_has_its_members_and_the_links_inside_it() -> None:
    links = {2: {4: 0.1, 7: 0.2, 9: 0.3}, 5: {9: 0.4, 7: 0.5}, 7: {9: 0.6}}

    assert told(gathered(PHOTOS, links)) == [
        (["c", "d"], {("c", "d", 0.1)}),
        (["a", "b", "e"], {("a", "e", 0.4), ("b", "e", 0.5), ("a", "b", 0.6)}),
    ]


def test_a_link_to_a_photo_that_was_deleted_just_now_is_left_out() -> None:
    links = {1: {2: 0.1}, 2: {3: 0.2, 4: 0.3, 99: 0.4}, 5: {7: 0.5, 8: 0.6, 99: 0.7}}

    assert told(gathered(PHOTOS, links)) == [
        (["c", "d"], {("c", "d", 0.3)}),
        (["a", "b", "e"], {("b", "e", 0.5)}),
    ]


def test_without_links_or_without_photos() -> None:
    assert told(gathered(PHOTOS[:1], {})) == [(["b"], set())]
    assert told(gathered([], {1: {2: 0.1}})) == []
