"""Every number that a formula can have is a term of the glossary."""

from __future__ import annotations

import pytest
from worked import mazur

from explainer.glossary.of_symbols import term_of
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.elements import LEARNING_RATE, Element, ElementKind

NETWORK = mazur().network


@pytest.mark.parametrize("quantity", Quantity)
def test_a_number_of_each_kind_is_a_term(quantity):
    assert term_of(NETWORK, None, Symbol(quantity, 0, 1, 0, parameter=0)) is not None


@pytest.mark.parametrize(
    ("symbol", "name"),
    [
        (Symbol(Quantity.WEIGHT, parameter=0), "weight"),
        (Symbol(Quantity.NEW, parameter=4), "bias"),
        (Symbol(Quantity.OUT, 0, 0, 0), "sample"),
        (Symbol(Quantity.OUT, 0, 1, 0), "output"),
        (Symbol(Quantity.BLAME, 0, 1, 0), "blame"),
        (Symbol(Quantity.MEMORY, parameter=0, name="velocity"), "velocity"),
        (Symbol(Quantity.OPTION, name="beta"), "hyperparameter"),
    ],
)
def test_which_term_a_number_is(symbol, name):
    assert term_of(NETWORK, None, symbol).name == name


def test_an_element_is_a_term_where_no_number_of_it_is_meant():
    assert term_of(NETWORK, Element(ElementKind.UNIT, 1, 0)).name == "unit"
    assert term_of(NETWORK, LEARNING_RATE).name == "learning rate"
    assert term_of(NETWORK, None) is None
