"""On a stage: numbers that the back row reads, where in the network they are, and no text on text."""

from __future__ import annotations

from functools import cache

import pytest
from networks import network_of
from pictures import at, inks_of, overlaps
from traces import rich, trace_of

from explainer.files.examples import example
from explainer.functions.expression import symbols
from explainer.picture.cards.picture import place_of_symbol
from explainer.picture.layout.sizes import TEXT
from explainer.picture.numbers.numbers_of_line import seated
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.known import Known
from explainer.trace.lines.operations import Operation

WALLS = {(1229, 1045): 1920, (819, 690): 1280, (655, 740): 1024}
"""How large the picture is on a projector, and how many pixels wide that is."""
DEEP = {"8-8-8-4": [8, 8, 8, 4], "five of three": [3, 3, 3, 3, 3]}
NAMES = ("mazur", "xor", "softmax", "l2", "valley_adam", "rich", *DEEP)
NOT_OF_ONE_LINE = (Quantity.GRADIENT_SUM, Quantity.ERROR_SUM, Quantity.SCALAR_BEFORE)
MANY_TERMS = (Operation.NET, Operation.DE_DOUT, Operation.UNIT_PENALTY, Operation.PENALTY)


@cache
def trace(name):
    if name == "rich":
        return trace_of(rich())
    return trace_of(network_of(DEEP[name], 1) if name in DEEP else example(name))


def lines_of(name):
    """Return a line of each kind, and a dozen others."""
    of = trace(name)
    kinds = {of.plan.place(line).operation: line for line in range(len(of), 0, -1)}
    return sorted({*range(0, len(of), max(len(of) // 12, 1)), *kinds.values()})


def on_stage(name, line, size, **look):
    return at(Known(trace(name), line), size, is_stage=True, writing=Writing(digits=4), **look)


@pytest.mark.parametrize("size", WALLS, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_the_back_row_reads_every_number_and_sees_where_in_the_network_it_is(name, size):
    """Text of 24 pixels on a screen of 1920 is read at a quarter of it."""
    for line in lines_of(name):
        picture_input, picture = on_stage(name, line, size)
        layout = picture_input.layout
        assert TEXT * layout.scale >= 24 * WALLS[size] / 1920
        assert overlaps(inks_of(picture)) == [], f"line {line}"
        assert {("unit", layer, 0) in picture.cards for layer in range(len(layout.form.network.layers))} == {True}
        if line and trace(name)[line].place.operation not in MANY_TERMS:
            assert missing(trace(name)[line], picture) == set(), f"line {line}"


def missing(step, picture):
    wanted = {seated(step, symbol) for symbol in (step.symbol, *symbols(step.rule))}
    once = {symbol for symbol in wanted if symbol.quantity in NOT_OF_ONE_LINE and symbol != step.symbol}
    return {symbol for symbol in wanted - once if place_of_symbol(picture, symbol) is None}


@pytest.mark.parametrize("name", NAMES)
def test_the_desk_of_a_unit_is_always_the_same(name):
    seats = {}
    for line in lines_of(name):
        picture_input, picture = on_stage(name, line, (1229, 1045))
        for ink in inks_of(picture):
            if ink.text.symbol is not None:
                seat = picture_input.layout.subject, ink.key, ink.place
                place = ink.seat.right, ink.seat.y
                assert seats.setdefault(seat, place) == place, f"{seat} at line {line}"


def names_on_edges(name, line, size=(1229, 1045), **look):
    _, picture = on_stage(name, line, size, **look)
    return [text.text for key, card in picture.cards.items() if key[0] == "edge name" for text in card.texts]


@pytest.mark.parametrize(
    ("line", "names"), [(1, ["w1", "w2"]), (18, ["w5"]), (24, ["w5", "w7"]), (40, ["w5"]), (11, [])], ids=str
)
def test_the_edges_that_the_numbers_are_of_have_their_names(line, names):
    assert names_on_edges("mazur", line) == names


def test_of_many_edges_only_the_one_that_the_line_is_about_is_named():
    steps = trace("8-8-8-4")
    gradient = next(step for step in steps if step.place.operation is Operation.GRADIENT)
    assert names_on_edges("8-8-8-4", 1) == []
    assert len(names_on_edges("8-8-8-4", gradient.number)) == 1


def test_the_whole_network_is_seen_where_it_is_to_be_fitted():
    assert on_stage("mazur", 24, (1229, 1045))[0].layout.subject is not None
    assert on_stage("mazur", 24, (1229, 1045), is_fitted=True)[0].layout.subject is None
