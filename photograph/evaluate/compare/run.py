"""The whole comparison of two networks: embeddings, measures, speed, page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from photograph.collection.contract import read_provenance
from photograph.collection.photo_root import PhotoRoot
from photograph.evaluate.compare.common_photos import CommonPhotos, read_common_photos
from photograph.evaluate.compare.measures import compare_photos
from photograph.evaluate.compare.networks import bring_up_to_date, chosen_root, find_networks
from photograph.evaluate.compare.page import PAGES, write_page
from photograph.evaluate.compare.report import CompareReport
from photograph.evaluate.compare.speed import measure_speeds
from photograph.evaluate.known_groups import read_groups, unseen_groups
from photograph.evaluate.trained_on import seen_by
from photograph.page_folder import check_free
from photograph.settings import Home


@dataclass(frozen=True)
class CompareOptions:
    """The options of a comparison.

    Parameters
    ----------
    networks: as `extract` takes them, or names that it used.
    photos: the root; None is that of the last extract.
    groups: a TSV with the columns group and file.
    out: the folder of the page; None is one in the working folder.
    """

    networks: tuple[str, str]
    photos: PhotoRoot | None
    groups: Path | None
    top_k: int
    speed: bool
    out: Path | None


def compare_networks(asked: CompareOptions, home: Home) -> tuple[CompareReport, Path]:
    """Compares the networks and writes the page; returns the report and the page's file.

    Raises
    ------
    PhotographError: a network, the photos, the groups or the folder can't be used.
    """
    root = chosen_root(asked.photos, home)
    requests = find_networks(asked.networks, root, home)
    names = "--".join(request.network for request in requests)
    out = asked.out or home.root / "compare" / names
    # What can be wrong is looked at before photos take their minutes.
    check_free(out, PAGES)
    groups = read_groups(asked.groups) if asked.groups else None
    one, other = (bring_up_to_date(request, root, home) for request in requests)
    files = [one.embeddings, other.embeddings]
    left = unseen_groups(groups, files) if groups is not None else None
    common = read_common_photos(*files)
    seen = _seen(common, files, {} if groups is None else groups, {} if left is None else left)
    comparison = compare_photos(common, left, (one.cutoff, other.cutoff), asked.top_k, seen)
    speeds = measure_speeds(requests, root, common.paths, home) if asked.speed else None
    report = CompareReport((one, other), comparison, speeds)
    return report, write_page(report, out, home)


def _seen(
    common: CommonPhotos, files: list[Path], groups: dict[str, str], left: dict[str, str]
) -> set[str]:
    """The paths of photos of which a network was trained on the content or the group."""
    seen = seen_by(read_provenance(files[0])) | seen_by(read_provenance(files[1]))
    contents = zip(common.paths, common.content_hashes, strict=True)
    return {path for path, content in contents if content in seen.contents} | (
        groups.keys() - left.keys()
    )
