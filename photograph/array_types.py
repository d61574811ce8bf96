"""Types of arrays; docstrings of functions say their shapes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Floats64 = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]
