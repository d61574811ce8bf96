"""Loads a SavedModel, finds out what it is, and chooses among its outputs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photograph.errors import PhotographError
from photograph.extract.plain_path import plain_path
from photograph.extract.saved_model import (
    ModuleOutput,
    NetworkOptions,
    agreed_range,
    agreed_size,
    choose_classifier,
    choose_output,
    outputs,
    own_cutoff,
)
from photograph.extract.tensorflow_import import import_tensorflow


@dataclass(frozen=True)
class ModuleFacts:
    """Facts about a module, kept so that a later run need not open it."""

    weights_sha256: str
    input_size: int
    value_range: tuple[float, float]
    output: str
    dims: int
    classes: int
    cutoff: float | None = None


@dataclass(frozen=True)
class OpenedModule:
    """A loaded module, all its outputs, and the chosen ones."""

    module: Any
    found: list[ModuleOutput]
    main: ModuleOutput
    classifier: ModuleOutput | None
    facts: ModuleFacts


def open_module(
    handle: str, wanted: NetworkOptions, folder: Path, weights_sha256: str
) -> OpenedModule:
    """Loads a SavedModel and chooses among its outputs.

    Raises
    ------
    PhotographError: it is no SavedModel, has no vector output, or contradicts the options.
    """
    tf = import_tensorflow()
    import tensorflow_hub as hub

    try:
        # hub.KerasLayer is broken under Keras 3 (tensorflow-hub 0.16); hub.load is not.
        with plain_path(folder) as path:
            module = hub.load(str(path))
    except (OSError, ValueError, RuntimeError, tf.errors.OpError) as error:
        raise PhotographError(
            f"{handle} is no SavedModel that TensorFlow can load ({str(error).splitlines()[0]}).",
            "Choose another --network",
        ) from error
    found = outputs(module)
    ordinary = [output for output in found if output.signature != "bfloat16"]
    main = choose_output(ordinary, wanted.output, handle)
    classifier = choose_classifier(ordinary, main)
    facts = ModuleFacts(
        weights_sha256,
        agreed_size(main, wanted, handle),
        agreed_range(folder, main, wanted, handle),
        main.name,
        main.dims,
        classifier.dims if classifier else 0,
        own_cutoff(folder),
    )
    return OpenedModule(module, found, main, classifier, facts)
