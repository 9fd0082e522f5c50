"""Which rows or columns of a large matrix are shown: the first, the last, and those around what is marked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

MOST = 8
"""So many are all shown."""
_MOST_MARKED, _FIRST = 3, 3


def kept(count: int, marked: Collection[int]) -> tuple[int | None, ...]:
    """Return which of `count` rows or columns are shown, in order, with None where some are left out.

    Where most are marked none stands out, and the first few and the last serve for all.
    """
    if count <= MOST:
        return tuple(range(count))
    if 0 < len(marked) <= _MOST_MARKED:
        near = {at + step for at in marked for step in (-1, 0, 1)}
    else:
        near = set(range(_FIRST))
    return tuple(_with_gaps(sorted({0, count - 1, *(at for at in near if 0 <= at < count)})))


def _with_gaps(shown: list[int]) -> Iterator[int | None]:
    """Put None between neighbours that are apart; a single one between them is shown instead."""
    yield shown[0]
    for before, at in pairwise(shown):
        if at - before == 2:
            yield before + 1
        elif at - before > 2:
            yield None
        yield at
