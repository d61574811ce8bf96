"""``photograph compare``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photograph.commands.extract import parse_root

if TYPE_CHECKING:
    from photograph.evaluate.compare.report import CompareReport

_LISTED = 5
_WIDTH = 100


def compare(
    net_a: Annotated[
        str,
        typer.Argument(
            help="The first network: a preset, a TF Hub handle or a SavedModel folder.",
            metavar="NET_A",
        ),
    ],
    net_b: Annotated[str, typer.Argument(help="The second network.", metavar="NET_B")],
    photos: Annotated[
        Any,
        typer.Option(
            help="The folder or address of photos. Default: that of the last extract.",
            parser=parse_root,
            metavar="PHOTOS",
        ),
    ] = None,
    groups: Annotated[
        Path | None, typer.Option(help="Known groups of photos: a TSV with columns group and file.")
    ] = None,
    top_k: Annotated[
        int, typer.Option(min=1, help="How many similar photos to compare for each photo.")
    ] = 10,
    speed: Annotated[
        bool, typer.Option("--speed/--no-speed", help="Measure photos per second.")
    ] = True,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Where to write the page of pictures. Default: .photograph/compare/NET_A--NET_B",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Plain lines instead of a bar.")] = False,
    open_it: Annotated[
        bool, typer.Option("--open/--no-open", help="Show the page in the browser.")
    ] = False,
) -> None:
    """Compare two networks on the same photos: how much they agree, and which finds more.

    Photos that a network has not embedded yet are embedded first. With groups, it prints P@1, mAP
    and the edges at each network's cutoff, without groups that a network was trained on. The page
    shows the photos on which they differ most. The collection that `load` takes stays the same.

    Example: photograph compare efficientnet-lite0 mobilenet-v2 --photos PHOTOS

    Example: photograph compare efficientnet-lite0 my-network --groups GROUPS.tsv
    """
    from photograph.console import plain_lines
    from photograph.evaluate.compare.facts import comparison_facts
    from photograph.evaluate.compare.run import CompareOptions, compare_networks
    from photograph.settings import home

    plain_lines(quiet)
    to = out.expanduser() if out else None
    asked = CompareOptions((net_a, net_b), photos, groups, top_k, speed, to)
    report, page = compare_networks(asked, home())
    if as_json:
        print(json.dumps({**comparison_facts(report), "page": str(page)}, ensure_ascii=False))
    else:
        _print(report, page)
    if open_it:
        import webbrowser

        webbrowser.open(page.absolute().as_uri())


def _print(report: CompareReport, page: Path) -> None:
    from textwrap import fill

    from photograph.console import table
    from photograph.evaluate.compare.report import in_both, measure_rows, sentences

    print(table(measure_rows(report), ("measure", *report.names)))
    print()
    print("\n".join(fill(line, _WIDTH, subsequent_indent="  ") for line in sentences(report)))
    if report.comparison.differing:
        print()
        paths = report.comparison.common.paths
        rows = [
            (paths[differing.photo], in_both(differing, report.comparison.top_k))
            for differing in report.comparison.differing[:_LISTED]
        ]
        print(table(rows, ("they differ most on", "in both lists")))
    print()
    print(f"Page of pictures: {page}")
