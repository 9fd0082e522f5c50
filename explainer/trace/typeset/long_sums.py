"""A sum of very many terms as a page shows it: the first, how many more there are, and the last."""

from __future__ import annotations

from explainer.trace.typeset.pieces import Operator, Pieces, Text

MOST_TERMS = 9
_FIRST, _LAST = 5, 2


def abridged(pieces: Pieces) -> Pieces:
    """Return a sum of more than nine terms with its first five and last two, and words for the others.

    All of them are in the trace file and in the line that is copied.
    """
    joints = [i for i, piece in enumerate(pieces) if isinstance(piece, Operator) and piece == Operator("+", 0)]
    left_out = len(joints) + 1 - _FIRST - _LAST
    if len(joints) + 1 <= MOST_TERMS:
        return pieces
    start, end = joints[_FIRST - 1], joints[-_LAST]
    return (*pieces[: start + 1], Text(f"… {left_out:,} more …"), *pieces[end:])
