"""A module's outputs as one TensorFlow function from bytes to features and logits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from photograph.extract.saved_model import ModuleOutput
from photograph.extract.tensorflow_import import import_tensorflow

Run = Callable[[Any], tuple[Any, Any]]


def compiled(
    main: ModuleOutput, classifier: ModuleOutput | None, value_range: tuple[float, float]
) -> Run:
    """A function from uint8 [batch, size, size, 3] to (features, logits or None)."""
    tf = import_tensorflow()
    low, high = value_range

    @tf.function  # type: ignore[untyped-decorator]
    def run(images: Any) -> tuple[Any, Any]:
        if not main.takes_bytes:
            images = tf.cast(images, tf.float32) * ((high - low) / 255.0) + low
        result = main.run(images)
        logits = None
        if classifier:
            same = classifier.signature == main.signature
            logits = classifier.take(result if same else classifier.run(images))
        return main.take(result), logits

    return run  # type: ignore[no-any-return]


def compiled_fast(
    found: list[ModuleOutput],
    main: ModuleOutput,
    classifier: ModuleOutput | None,
    value_range: tuple[float, float],
) -> Run | None:
    """The same function in bfloat16; None where this CPU has no bfloat16 instructions.

    Uses the module's own ``bfloat16`` signature where it has one, else TensorFlow's rewriting of
    the graph. The caller checks whether the result is exact enough.
    """
    if not cpu_has_bfloat16() or import_tensorflow().config.list_physical_devices("GPU"):
        return None
    own = {output.key: output for output in found if output.signature == "bfloat16"}
    if main.key in own:
        return compiled(own[main.key], own.get(classifier.key) if classifier else None, value_range)
    return _rewritten(compiled(main, classifier, value_range))


def _rewritten(run: Run) -> Run:
    """Runs with TensorFlow's mixed precision for oneDNN, an option of the whole process."""
    optimizer = import_tensorflow().config.optimizer
    option = "auto_mixed_precision_onednn_bfloat16"

    def run_fast(images: Any) -> tuple[Any, Any]:
        optimizer.set_experimental_options({option: True})
        try:
            return run(images)
        finally:
            optimizer.set_experimental_options({option: False})

    return run_fast


def cpu_has_bfloat16() -> bool:
    """Whether the CPU computes in bfloat16 (AVX512-BF16 or AMX), as Linux tells it."""
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags
