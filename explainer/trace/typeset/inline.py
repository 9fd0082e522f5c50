"""Pieces in a single low row, as small print has them: fractions with a slash, exponents as a function or a sign."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.trace.typeset.pieces import Fraction, Operator, Piece, Pieces, Raised, Text

_E, _SQUARE = Text("e"), (Text("2"),)


def inline(pieces: Pieces) -> Pieces:
    """Return pieces with nothing over or above another; what would fall apart is in parentheses."""
    return tuple(_low(pieces))


def _low(pieces: Pieces) -> Iterator[Piece]:
    before: Piece | None = None
    for piece in pieces:
        match piece:
            case Fraction(top, bottom, symbol):
                yield from (*_together(inline(top)), Text("/", symbol), *_together(inline(bottom)))
            case Raised(exponent) if before == _E:
                yield from (Text("xp("), *inline(exponent), Text(")"))  # behind its e
            case Raised(exponent):
                yield from (Text("²"),) if exponent == _SQUARE else (Text("^"), *_together(inline(exponent)))
            case _:
                yield piece
        before = piece


def _together(row: Pieces) -> Pieces:
    is_one = not any(isinstance(piece, Operator) or piece == Text("/") for piece in row)
    return row if is_one else (Text("("), *row, Text(")"))
