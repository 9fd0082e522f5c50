"""What a file may hold: checks of single values, limits of size, and the error that says what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf, isfinite

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.files.wording import at, counted, unknown


class ScenarioError(ValueError):
    """A scenario that cannot be read or written. Its text is the one sentence for the person who can act."""


MOST_BYTES = 64 * 2**20
MOST_PARAMETERS = 5_000_000
MOST_LAYERS = 1_000
MOST_DATA_NUMBERS = 20_000_000
MOST_COLUMNS = 20_000
"""Of a CSV file, used or not: each takes many times the memory of a number, and is a row where columns are chosen."""
MOST_LISTS, MOST_OBJECTS, MOST_TEXTS = 4_000_000, 100_000, 2_000_000
"""Of a scenario file: an empty one takes more memory than a number. There is a list for each sample and each unit, an
object for each layer, a text for each name."""
MOST_ACTIVATIONS = 40_000_000
"""Samples times units: every pass over the whole data set holds some arrays of that size."""


MOST_SEED = 2**63 - 1


def choice(value: str, known: Iterable[str], what: str, place: str) -> str:
    """Check that `value` is one of the known words for `what` ("a loss")."""
    known = list(known)
    if value not in known:
        raise ScenarioError(at(place, unknown(value, what, known)))
    return value


def plain(value: float) -> str:
    """Return a number with all its digits, as a person would have typed it."""
    return repr(value).removesuffix(".0")


def number(value: float, place: str, low: float = -inf, below: float = inf) -> float:
    """Check that `value` is finite, at least `low` and less than `below`."""
    if not isfinite(value):
        raise ScenarioError(at(place, "the number is not finite"))
    if value < low:
        raise ScenarioError(at(place, f"expected a number not below {low:g}, got {plain(value)}"))
    if value >= below:
        raise ScenarioError(at(place, f"expected a number below {below:g}, got {plain(value)}"))
    return value


def whole(value: int, place: str, low: int, high: int | None = None) -> int:
    """Check that `value` is at least `low` and at most `high`."""
    if value < low or (high is not None and value > high):
        limits = f"from {low} up" if high is None else f"from {low} to {high}"
        raise ScenarioError(at(place, f"expected a whole number {limits}"))
    return value


def seed_number(value: int, place: str) -> int:
    """Check that random numbers can be drawn from `value`."""
    return whole(value, place, 0, MOST_SEED)


def vector(values: Sequence[float], size: int, place: str) -> Array:
    """Check that there are `size` finite numbers; return them as an array of shape (size,)."""
    if len(values) != size:
        raise ScenarioError(at(place, f"expected {counted(size, 'number')}, got {len(values)}"))
    return _finite(frozen(values), place)


def matrix(rows: Sequence[Sequence[float]], count: int, size: int, place: str) -> Array:
    """Check that there are `count` rows of `size` finite numbers; return them as an array of shape (count, size)."""
    lengths = {len(row) for row in rows}
    if len(rows) == count and len(lengths) > 1:
        bad = next(index for index, row in enumerate(rows) if len(row) != size)
        raise ScenarioError(at(f"{place}[{bad}]", f"expected {counted(size, 'number')}, got {len(rows[bad])}"))
    if len(rows) != count or lengths != {size}:
        got = str(lengths.pop()) if len(lengths) == 1 else "different lengths"
        got = f"{counted(len(rows), 'row')} of {got}" if rows else "no rows"
        expected = f"{counted(count, 'row')} of {counted(size, 'number')}"
        raise ScenarioError(at(place, f"expected {expected}, got {got}"))
    return _finite(frozen(rows), place)


def _finite(array: Array, place: str) -> Array:
    bad = np.argwhere(~np.isfinite(array))
    if len(bad):
        index = "".join(f"[{i}]" for i in bad[0])
        raise ScenarioError(at(place + index, "the number is not finite"))
    return array
