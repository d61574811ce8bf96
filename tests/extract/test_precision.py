"""bfloat16 is used only where it gives the same embeddings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from photograph.array_types import Pixels
from photograph.extract.compiled import cpu_has_bfloat16
from photograph.extract.decode import decode
from photograph.extract.network import Network, NetworkRequest, open_network
from photograph.extract.options import Precision
from photograph.extract.precision import bfloat16_agreement, use_bfloat16
from photograph.extract.presets import DEFAULT_NETWORK
from photograph.settings import Home

pytestmark = pytest.mark.slow

needs_bfloat16 = pytest.mark.skipif(
    not cpu_has_bfloat16(), reason="this CPU has no bfloat16: one with AVX512-BF16 or AMX has"
)


@pytest.fixture(scope="module")
def network(session_folder: Home) -> Network:
    return open_network(NetworkRequest(DEFAULT_NETWORK), session_folder)


@pytest.fixture(scope="module")
def pixels(shared_photos: Path) -> Pixels:
    files = sorted((shared_photos / "groups").glob("*/*.jpg"))
    return np.stack([decode(file.read_bytes(), 224).pixels for file in files])


@needs_bfloat16
def test_the_default_network_gives_the_same_in_bfloat16(network: Network, pixels: Pixels) -> None:
    cosines = np.concatenate(
        [bfloat16_agreement(network, pixels[k : k + 32]) for k in range(0, 219, 32)]
    )

    assert len(cosines) == 219
    assert cosines.mean() >= 0.999
    assert cosines.min() >= 0.998
    assert (cosines < 1 - 1e-7).any()  # it did run in another precision
    assert use_bfloat16(network, pixels[:32], Precision.AUTO)


@needs_bfloat16
def test_a_network_that_suffers_in_bfloat16_stays_in_float32(
    session_folder: Home, mobilenet: Path, pixels: Pixels
) -> None:
    other = open_network(NetworkRequest(str(mobilenet)), session_folder)

    assert bfloat16_agreement(other, pixels[:32]).mean() < 0.999
    assert not use_bfloat16(other, pixels[:32], Precision.AUTO)
    assert use_bfloat16(other, pixels[:32], Precision.BFLOAT16)


def test_float32_is_float32_where_it_is_asked_for(network: Network, sample_photos: Path) -> None:
    files = sorted(sample_photos.glob("*.jpg"))[:4]
    few = np.stack([decode(file.read_bytes(), 224).pixels for file in files])

    assert not use_bfloat16(network, few, Precision.FLOAT32)
