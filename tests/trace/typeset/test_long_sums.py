"""Sums of many terms: what is left out is counted and added up, and nothing of a short one is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from networks import network_of
from traces import trace_of

from explainer.functions.expression import Constant, Leaf, Power, Product, Quotient, Sum, evaluate
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known import Known, Reveal
from explainer.trace.typeset.folding import FOLDINGS, Folding, folded
from explainer.trace.typeset.pieces import Operator, number_pieces
from explainer.trace.typeset.sums import middle_pieces

TIGHT = FOLDINGS[-1]


def total(terms):
    return Sum(tuple(Product((Leaf(f"w{i}"), Leaf(f"x{i}"))) for i in range(terms)))


def left_out(rule, folding=FOLDINGS[0]):
    """Return how many terms a fold leaves at the beginning, how many it leaves out, and how many at the end."""
    terms = folded(rule, folding).terms
    at = next(i for i, term in enumerate(terms) if isinstance(term, Leaf))
    return at, len(terms[at].symbol.terms), len(terms) - at - 1


@pytest.mark.parametrize("terms", [2, 3, 9])
def test_up_to_nine_terms_stay(terms):
    assert folded(total(terms), FOLDINGS[0]) == total(terms)


def test_of_more_the_first_and_the_last_are_left_and_the_rest_is_counted():
    assert left_out(total(65)) == (5, 58, 2)
    assert left_out(total(10)) == (5, 3, 2)
    assert left_out(total(65), TIGHT) == (1, 63, 1)
    assert left_out(total(4), TIGHT) == (1, 2, 1)
    assert folded(total(3), TIGHT) == total(3)


def test_sums_within_something_else_stay_unless_they_are_to_be_folded():
    inner = Quotient(Constant(1), Power(total(20), Constant(2)))
    assert folded(inner, FOLDINGS[0]) == inner
    assert left_out(folded(inner, TIGHT).bottom.base, Folding(most=99)) == (1, 18, 1)


def written(known, folding):
    pieces = number_pieces(known, Writing(digits=4), folding)
    return "".join(f" {piece.text} " if isinstance(piece, Operator) else piece.text for piece in pieces)


@pytest.fixture
def known():
    step = trace_of(network_of((20, 1), 1))[1]
    return Known.after(step)


def test_what_is_left_out_is_told_with_what_it_comes_to(known):
    omitted = known.step.rule.terms[1:-1]
    assert len(omitted) == 19
    added = evaluate(Sum(omitted), known.value)
    assert f"… 19 more, together {Writing(digits=4).show(added)} +" in written(known, TIGHT)


def test_it_is_not_told_while_a_person_is_to_find_the_result_or_the_line_is_added_up(known):
    for hidden in (replace(known, reveal=Reveal.ASKED), replace(known, part=3)):
        assert "… 19 more … +" in written(hidden, TIGHT)


def test_terms_that_are_added_up_so_far_are_folded_as_well(known):
    pieces = middle_pieces(replace(known, part=15), Writing(digits=4), TIGHT)
    assert [piece.text for piece in pieces if "more" in piece.text] == ["… 13 more …"]
    assert len([piece for piece in pieces if isinstance(piece, Operator)]) == 3
