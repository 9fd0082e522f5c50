"""Sums of many terms: what is left out is counted, and nothing of a short one is."""

from __future__ import annotations

import pytest

from explainer.trace.typeset.pieces import Fraction, Operator, Text
from explainer.trace.typeset.sums import abridged


def total(terms, depth=0):
    pieces = []
    for i in range(terms):
        pieces += [Operator("+", depth)] if i else []
        pieces += [Text(f"w{i}"), Operator("·", 0), Text(f"x{i}")]
    return tuple(pieces)


def words(pieces):
    return "".join(piece.text for piece in pieces)


@pytest.mark.parametrize("terms", [1, 2, 9])
def test_up_to_nine_terms_stay(terms):
    assert abridged(total(terms)) == total(terms)


def test_of_more_the_first_and_the_last_are_left_and_the_rest_is_counted():
    assert words(abridged(total(65))) == "w0·x0+w1·x1+w2·x2+w3·x3+w4·x4+… 58 more …+w63·x63+w64·x64"
    assert words(abridged(total(10))) == "w0·x0+w1·x1+w2·x2+w3·x3+w4·x4+… 3 more …+w8·x8+w9·x9"


def test_sums_within_something_else_stay():
    inner = (Text("1"), Fraction(total(20, 0), (Text("2"),)))
    assert abridged(inner) == inner
    assert abridged(total(20, depth=1)) == total(20, depth=1)
