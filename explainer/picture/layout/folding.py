"""Which units of a tall layer are drawn: the first, the last and those that the step needs."""

from __future__ import annotations

from collections.abc import Collection

Row = int | range
"""A row of a column: a unit, or the units that one mark stands for."""


def rows(units: int, room: int, needed: Collection[int] = ()) -> tuple[Row, ...]:
    """Return the rows of a layer of `units` units in at most `room` rows, from the top.

    `needed` units are always among them, even if they need more rows than there are.
    """
    if units <= room:
        return tuple(range(units))
    kept = {0, units - 1, *needed}
    head, tail = 1, units - 2
    for turn in range(units):
        index = head if turn % 2 == 0 else tail
        if len(_with_marks(kept | {index})) > room:
            break
        kept.add(index)
        head, tail = (head + 1, tail) if turn % 2 == 0 else (head, tail - 1)
    return _with_marks(kept)


def _with_marks(kept: Collection[int]) -> tuple[Row, ...]:
    result: list[Row] = []
    following = 0
    for index in sorted(kept):
        hidden = range(following, index)
        result += [hidden[0]] if len(hidden) == 1 else [hidden] if hidden else []
        result.append(index)
        following = index + 1
    return tuple(result)
