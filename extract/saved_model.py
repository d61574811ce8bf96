"""Inspects a SavedModel: its image input, its outputs, and which of them to use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photograph.errors import PhotographError
from photograph.extract.network_facts import read_facts

_CLASS_COUNTS = (1000, 1001)  # ImageNet, and ImageNet after a background class


@dataclass(frozen=True)
class NetworkOptions:
    """A person's options for a network; None leaves the choice to the module."""

    output: str | None = None
    input_size: int | None = None
    value_range: tuple[float, float] | None = None


@dataclass(frozen=True)
class ModuleOutput:
    """One output of a module: the function to run and the tensor to take from its result."""

    signature: str
    key: str
    dims: int
    input_size: int | None
    takes_bytes: bool
    run: Callable[[Any], Any]
    variables: tuple[Any, ...] = ()  # in the order in which the function uses them

    def take(self, result: Any) -> Any:
        """This output's tensor, float [batch, dims], from what `run` returned."""
        return result[self.key] if self.key else result

    @property
    def name(self) -> str:
        """Its name for people: the signature where that has one output, else the output."""
        return self.signature if self.key in ("", self.signature, "default") else self.key


def outputs(module: Any) -> list[ModuleOutput]:
    """Every output with one vector per photo, the module's default first."""
    found = [
        output
        for name, function in _functions(module)
        for output in _outputs_of(name, function, module)
    ]
    order = {"serving_default": 0, "default": 0, "__call__": 1}
    return sorted(found, key=lambda output: (order.get(output.signature, 2), output.key))


def _functions(module: Any) -> Iterator[tuple[str, Any]]:
    yield from getattr(module, "signatures", {}).items()
    called = module.__call__ if callable(module) else None
    for concrete in getattr(called, "concrete_functions", []):
        # Modules with dropout or batch norm come in two: the one for training is not meant.
        if "training=True" not in str(concrete) and "Literal[True]" not in str(concrete):
            yield "__call__", concrete
            return


def _outputs_of(name: str, function: Any, module: Any) -> Iterator[ModuleOutput]:
    words, keywords = function.structured_input_signature
    specs = dict(keywords) if keywords else {}
    images = [key for key, spec in specs.items() if _is_image(spec)]
    first = next((spec for spec in words if _is_image(spec)), None)
    if len(images) != 1 and first is None:
        return
    spec: Any = specs[images[0]] if images else first
    results = function.structured_outputs
    for key, result in results.items() if isinstance(results, dict) else [("", results)]:
        shape = getattr(result, "shape", None)
        if shape is not None and shape.rank == 2 and shape[1]:
            variables = tuple(function.variables)
            run = _runner(function, images[0] if images else "", module)
            size = spec.shape[1] if spec.shape[1] == spec.shape[2] else None
            yield ModuleOutput(
                name, key, int(shape[1]), size, spec.dtype.name == "uint8", run, variables
            )


def _is_image(spec: Any) -> bool:
    shape = getattr(spec, "shape", None)
    return shape is not None and shape.rank == 4 and shape[3] == 3


def _runner(function: Any, argument: str, module: Any) -> Callable[[Any], Any]:
    def run(images: Any) -> Any:
        # A signature does not keep its module's variables alive (TensorFlow 2.21).
        assert module is not None  # noqa: S101
        return function(**{argument: images}) if argument else function(images)

    return run


def choose_output(found: list[ModuleOutput], wanted: str | None, network: str) -> ModuleOutput:
    """The output asked for, else the features if the module names them, else its default.

    Raises
    ------
    PhotographError: the module has no vector output, or none or several of that name.
    """
    names = sorted({output.name for output in found})
    if not found:
        raise PhotographError(
            f"{network} takes no images or gives no vector.", "Choose another --network"
        )
    if wanted is None:
        named = [output for output in found if output.key == "features"]
        return (named or found)[0]
    matching = [output for output in found if wanted in (output.name, output.key)]
    if not matching:
        raise PhotographError(f"{network} has no output {wanted}.", f"It has: {', '.join(names)}")
    return matching[0]


def choose_classifier(found: list[ModuleOutput], chosen: ModuleOutput) -> ModuleOutput | None:
    """The output with ImageNet logits, which give the labels, or None."""
    named = [output for output in found if output.key == "logits" or output.name == "logits"]
    # One pass gives both where they are outputs of the same signature.
    named.sort(key=lambda output: output.signature != chosen.signature)
    likely = named or [chosen]
    return likely[0] if likely[0].dims in _CLASS_COUNTS else None


def agreed_size(output: ModuleOutput, wanted: NetworkOptions, network: str) -> int:
    """The input size in pixels, by the module or, where it has none, by the option.

    Raises
    ------
    PhotographError: module and option differ, or neither has a size.
    """
    if output.input_size and wanted.input_size not in (None, output.input_size):
        raise PhotographError(
            f"{network} takes {output.input_size} × {output.input_size} pixels,"
            f" not {wanted.input_size}.",
            "Leave --input-size out.",
        )
    size = output.input_size or wanted.input_size
    if not size:
        raise PhotographError(
            f"{network} does not say its input size.", "Give it: --input-size 224"
        )
    return size


def own_cutoff(folder: Path) -> float | None:
    """The cutoff measured for a network that was trained here; None for any other network."""
    cutoff: float | None = read_facts(folder).get("cutoff")
    return cutoff


def agreed_range(
    folder: Path, output: ModuleOutput, wanted: NetworkOptions, network: str
) -> tuple[float, float]:
    """The input values of black and white: by the module, else the option, else 0 and 1.

    TF Hub's common signature for images is float32 in [0, 1].

    Raises
    ------
    PhotographError: the option contradicts the module.
    """
    says: tuple[float, float] | None = (0, 255) if output.takes_bytes else None
    if "value_range" in (told := read_facts(folder)):
        low, high = told["value_range"]
        says = (low, high)
    if says and wanted.value_range not in (None, says):
        raise PhotographError(
            f"{network} takes values from {says[0]:g} to {says[1]:g}.",
            "Leave --value-range out.",
        )
    return says or wanted.value_range or (0.0, 1.0)
