"""How many bytes of arrays hang on an object: what memory tests count instead of the memory of the process."""

from __future__ import annotations

import gc
from types import BuiltinFunctionType, FunctionType, ModuleType
from weakref import ref

import numpy as np

_HOLD_NOTHING = (type, ModuleType, ref)


def held_bytes(root: object) -> int:
    """Return the size of all arrays that can be reached from an object, each counted once; not through what is there
    for the whole program, such as modules."""
    seen: dict[int, object] = {}
    waiting, size = [root], 0
    while waiting:
        item = waiting.pop()
        if id(item) in seen or isinstance(item, _HOLD_NOTHING):
            continue
        seen[id(item)] = item
        if not isinstance(item, np.ndarray):
            waiting += _referents(item)
        elif item.base is None:
            size += item.nbytes
        else:
            waiting.append(item.base)
    return size


def _referents(item: object) -> list[object]:
    """Return what an object refers to; a function refers to all of its module, and holds what is in its closure."""
    if isinstance(item, FunctionType):
        return [item.__closure__, item.__defaults__, item.__kwdefaults__]
    if isinstance(item, BuiltinFunctionType):
        return [item.__self__]
    return gc.get_referents(item)
