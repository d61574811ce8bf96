"""What is proved of a trained network, and the cutoff that it gets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from photograph.array_types import Floats
from photograph.errors import PhotographError
from photograph.evaluate.edge_quality import WANTED_PRECISION, edges_by_cutoff
from photograph.extract.projection import embed
from photograph.extract.tensorflow_import import import_tensorflow
from photograph.train.photos import GroupedPhotos
from photograph.train.proof import cutoff_of, prove
from photograph.train.report import NO_BETTER, no_better, say_what_was_written
from tests.train.grouped import clouds, grouped


def photos(noise: float) -> GroupedPhotos:
    vectors, groups = clouds(12, 10, noise * np.ones(16))
    return grouped(groups.tolist(), vectors)


def better() -> Floats:
    return embed(clouds(12, 10, 0.4 * np.ones(16))[0], None)


def test_a_network_that_ranks_better_is_proved_better_and_the_gains_add_up() -> None:
    proof = prove(photos(1.0), better())

    assert proof.better
    assert proof.difference.low > 0.1
    gain = proof.trained.mean_average_precision - proof.frozen.mean_average_precision
    assert proof.difference.mean == pytest.approx(gain)
    assert np.mean([found.gain for found in proof.gains]) == pytest.approx(gain)
    assert {found.photos for found in proof.gains} == {10}


def test_the_same_network_is_not_better() -> None:
    frozen = photos(1.0)

    assert not prove(frozen, frozen.frozen).better


def test_the_cutoff_is_the_lowest_with_hardly_a_wrong_edge() -> None:
    frozen, trained = photos(1.0), better()

    cutoff = cutoff_of(frozen, trained, 0.5)

    edges = {found.cutoff: found for found in edges_by_cutoff(trained, frozen.groups, 10)}
    assert edges[cutoff].precision >= WANTED_PRECISION
    assert all(found.precision < WANTED_PRECISION for c, found in edges.items() if c < cutoff)


def test_where_groups_are_too_much_alike_it_gives_as_many_edges_as_before() -> None:
    """Each group is two groups by name, so half of all edges are wrong whatever the cutoff."""
    one = photos(0.4)
    halves = [f"{group} {number % 2}" for number, group in enumerate(one.groups)]
    frozen = replace(one, groups=np.array(halves))
    trained = embed(frozen.features @ np.diag(np.linspace(0.5, 2, 16)).astype("f4"), None)

    cutoff = cutoff_of(frozen, trained, 0.55)

    [before] = edges_by_cutoff(frozen.frozen, frozen.groups, 10, [0.55])
    [after] = edges_by_cutoff(trained, frozen.groups, 10, [cutoff])
    assert after.edges == pytest.approx(before.edges, rel=0.05)
    assert before.edges < edges_by_cutoff(frozen.frozen, frozen.groups, 10, [0.0])[0].edges


def test_a_held_out_photo_alone_asks_nothing() -> None:
    few = photos(1.0).of(np.array([0, 10, 20]))

    with pytest.raises(PhotographError, match="No group has two photos"):
        prove(few, few.frozen)


def test_a_gain_is_to_be_used_and_no_gain_is_only_told(capsys: pytest.CaptureFixture[str]) -> None:
    import_tensorflow()  # before the module that imports it plainly: it prints twenty lines else
    from photograph.train.run import TrainingOutcome

    frozen, folder = photos(1.0), Path("/networks/my network")
    with_gain = TrainingOutcome(folder, prove(frozen, better()), {})
    say_what_was_written(with_gain)
    use = capsys.readouterr().err
    without = TrainingOutcome(folder, prove(frozen, frozen.frozen), {})
    say_what_was_written(without)
    only_written = capsys.readouterr().err

    assert use.splitlines()[1].startswith("Next: photograph extract PHOTOS --network '/networks/my")
    assert "load --as my_network" in use
    assert no_better(with_gain, "frozen") is None
    assert only_written == use.splitlines(keepends=True)[0]
    failure = no_better(without, "frozen")
    assert failure is not None
    assert failure.exit_code == NO_BETTER
    assert "Keep the frozen network" in failure.next_step
