"""Tables that are written piece by piece, so that nothing waits for a long one."""

from __future__ import annotations

from collections.abc import Generator

Pieces = Generator[int, None, int]
"""Yields how many rows each piece had, and returns how many updates there were."""


def finish(pieces: Pieces) -> int:
    """Write all the rest of a table and return how many updates it has."""
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return int(end.value)
