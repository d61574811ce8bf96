"""Imports TensorFlow without the twenty lines it prints before it can be asked not to."""

from __future__ import annotations

import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def import_tensorflow() -> Any:
    """The ``tensorflow`` module; takes about 2 s the first time."""
    if "tensorflow" not in sys.modules:
        os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
        with _quiet():
            import tensorflow
            import tensorflow_hub  # noqa: F401 (it prints too: it imports tf_keras)
        # It takes two networks in one process for one that is compiled over and over.
        tensorflow.get_logger().setLevel("ERROR")
    import tensorflow

    return tensorflow


@contextmanager
def _quiet() -> Iterator[None]:
    """Holds file descriptor 2 back, as TensorFlow 2.21 logs there from C++ before absl starts.

    What was held back is shown where the import fails.
    """
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as held, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        os.dup2(held.fileno(), 2)
        try:
            yield
        except BaseException:
            held.seek(0)
            os.write(kept, held.read())
            raise
        finally:
            os.dup2(kept, 2)
            os.close(kept)
