"""Reads a torch checkpoint of plain tensors without torch, and without running its pickle."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
import numpy.typing as npt

from photograph.errors import PhotographError

# The legacy (not zipped) format, as torch.serialization._legacy_save writes it.
_MAGIC = 0x1950A86A20F9469CFC6C
_STORAGE_TYPES: dict[str, np.dtype[Any]] = {
    "FloatStorage": np.dtype("<f4"),
    "LongStorage": np.dtype("<i8"),
}


class _Tensor(NamedTuple):
    """The position of a tensor in a storage whose bytes are not read yet."""

    storage: str
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]  # in elements; converted checkpoints are not always contiguous


def read_torch_weights(path: Path) -> dict[str, npt.NDArray[Any]]:
    """Every tensor of a checkpoint by its name, as numpy arrays (float32 or int64).

    Raises
    ------
    PhotographError: the file is no legacy checkpoint or holds more than plain tensors.
    """
    try:
        with path.open("rb") as file:
            return _read(file)
    except (OSError, pickle.UnpicklingError, EOFError, ValueError, KeyError) as error:
        raise PhotographError(
            f"The weights {path.name} can't be read ({error}).",
            "Install again: make clean setup",
        ) from error


def _read(file: BinaryIO) -> dict[str, npt.NDArray[Any]]:
    if _Unpickler(file).load() != _MAGIC:
        raise ValueError("not a legacy torch checkpoint")
    _Unpickler(file).load()  # protocol version
    _Unpickler(file).load()  # byte order and sizes: checkpoints are little-endian
    reader = _Unpickler(file)
    tensors: dict[str, _Tensor] = reader.load()
    storages = {}
    for key in _Unpickler(file).load():
        dtype = reader.storage_types[key]
        count = int(np.fromfile(file, "<i8", 1)[0])
        storages[key] = np.fromfile(file, dtype, count)
        if len(storages[key]) != count:
            raise EOFError("the file ends early")
    return {name: _view(storages[tensor.storage], tensor) for name, tensor in tensors.items()}


def _view(storage: npt.NDArray[Any], tensor: _Tensor) -> npt.NDArray[Any]:
    last = tensor.offset + sum((n - 1) * by for n, by in _axes(tensor) if n)
    if last >= len(storage):
        raise ValueError("a tensor reaches past its storage")
    strides = tuple(by * storage.itemsize for _, by in _axes(tensor))
    view = np.lib.stride_tricks.as_strided(storage[tensor.offset :], tensor.shape, strides)
    return np.ascontiguousarray(view).reshape(tensor.shape)


def _axes(tensor: _Tensor) -> list[tuple[int, int]]:
    return list(zip(tensor.shape, tensor.strides, strict=True))


class _Unpickler(pickle.Unpickler):
    """An unpickler that allows only the four names that a plain state dict needs."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self.storage_types: dict[str, np.dtype[Any]] = {}

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _rebuild
        if module == "torch" and name in _STORAGE_TYPES:
            return name
        raise pickle.UnpicklingError(f"it asks for {module}.{name}, which no plain tensor needs")

    def persistent_load(self, pid: Any) -> str:
        _, type_name, key, _, _, *_ = pid
        self.storage_types[key] = _STORAGE_TYPES[type_name]
        return str(key)


def _rebuild(
    storage: str, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: Any
) -> _Tensor:
    return _Tensor(storage, offset, shape, strides)
