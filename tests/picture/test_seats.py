"""Where numbers are in a picture: each has a seat for the whole update, with all its digits, and no text is on text."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import pytest
from networks import network_of
from pairings import pairings
from pictures import at, inks_of, overlaps
from traces import rich

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.functions.expression import symbols
from explainer.picture.cards.picture import place_of_symbol
from explainer.picture.numbers.numbers_of_line import seated
from explainer.state.edits.network_edits import with_biases
from explainer.trace.formula.notation import Notation, Writing, show
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.known import Known
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Trace

SMALLEST, USUAL, LARGE = (634, 400), (793, 520), (1190, 780)
SHAPES = {"8-8-8-4": ([8, 8, 8, 4], 1), "2-1": ([2, 1], 1), "five of three": ([2, 3, 3, 3, 3, 3, 1], 2)}
MANY_TERMS = (Operation.NET, Operation.DE_DOUT, Operation.PENALTY)
SMALL = ("mazur", "mazur_sequential", "xor", "valley_adam", "2-1", "batch")
ALL = (
    *SMALL,
    "softmax",
    "dropout",
    "l1",
    "no biases",
    "inputs",
    "vanishing_relu",
    "rich",
    "xor_bfgs",
    "digits",
    *tuple(SHAPES)[::2],
)


@cache
def trace_of(name, update=1):
    if name == "inputs":
        scenario = replace(example("batch"), input_gradients=True)
    elif name == "no biases":
        scenario = with_biases(example("batch"), "none").scenario
    elif name == "rich":
        scenario = rich(optimizer="nadam", dropout=0.3)
    else:
        scenario = network_of(*SHAPES[name]) if name in SHAPES else example(name)
    run = Run(scenario)
    run.advance(update)
    return Trace(run.pass_of(update))


def lines_of(trace, most=50):
    """Return the lines of a trace, or of a long one some of them, every kind among them."""
    kinds = {trace.plan.place(line).operation: line for line in range(len(trace), 0, -max(len(trace) // 3000, 1))}
    return sorted({*range(0, len(trace) + 1, max(len(trace) // most, 1)), *kinds.values(), len(trace)})


def test_without_biases_there_is_no_row_for_them():
    for name, has_any in (("no biases", False), ("batch", True)):
        _, picture = at(Known(trace_of(name), 5))
        assert any(key[0] == "bias" for key in picture.cards) == has_any


@pytest.mark.parametrize(("name", "zoom", "size"), pairings(ALL, [0.8, 1.0, 2.0], [SMALLEST, USUAL, LARGE]), ids=str)
def test_no_text_is_on_text_or_outside(name, zoom, size):
    trace = trace_of(name)
    for line in lines_of(trace, 5):
        picture_input, picture = at(Known(trace, line), size, zoom=zoom)
        inks = inks_of(picture)
        assert overlaps(inks) == [], f"line {line}"
        outside = [ink for ink in inks if ink.box.left < 0 or ink.box.right > picture_input.layout.width]
        below = [ink for ink in inks if ink.box.top < 0 or ink.box.bottom > picture_input.layout.height]
        assert outside + below == [], f"line {line}"


@pytest.mark.parametrize(
    "writing", [Writing(Notation.THETA, 4), Writing(Notation.MATRIX, 9), Writing(digits=17)], ids=str
)
@pytest.mark.parametrize("name", ["mazur", "xor", "rich", "digits"])
def test_in_every_notation_and_with_any_digits(name, writing):
    trace = trace_of(name)
    for line in lines_of(trace, 4):
        assert overlaps(inks_of(at(Known(trace, line), USUAL, writing=writing)[1])) == [], f"line {line}"


@pytest.mark.parametrize("digits", [4, 6, 12])
@pytest.mark.parametrize("name", ALL)
def test_no_number_ever_loses_a_digit(name, digits):
    trace = trace_of(name)
    for line in lines_of(trace, 4):
        _, picture = at(Known(trace, line), USUAL, writing=Writing(digits=digits))
        for ink in inks_of(picture):
            if ink.text.symbol is not None and ink.key[0] != "status":
                assert show(ink.text.value, digits) in ink.text.text


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("update", [1, 2])
def test_a_number_has_one_seat_in_an_update_and_is_never_taken_away(name, update):
    trace = trace_of(name, update)
    seats, values = {}, {}
    for line in range(len(trace) + 1):
        known = Known(trace, line)
        picture_input, picture = at(known, LARGE)
        assert picture_input.layout.subject is None, "the whole network"
        for ink in (ink for ink in inks_of(picture) if ink.text.element):
            seat = ink.key, ink.place
            assert seats.setdefault(seat, ink.seat) == ink.seat, f"{seat} at line {line}"
            if known.sample == values.get(seat, (0, 0))[0] and ink.text.symbol is not None:
                was = values[seat][1] if seat in values else math.nan
                assert math.isnan(was) or ink.text.value == was or is_running(ink.text.symbol), f"{seat} at line {line}"
            values[seat] = known.sample, ink.text.value


def is_running(symbol):
    """Whether it is a sum over the samples of the batch, which grows."""
    return symbol.quantity in (Quantity.GRADIENT_SUM, Quantity.ERROR_SUM)


@pytest.mark.parametrize("name", SMALL)
def test_every_number_of_every_line_is_in_the_picture(name):
    trace = trace_of(name)
    for line in range(1, len(trace) + 1):
        assert missing(trace, line, LARGE, 1.0) == set(), f"line {line}"


@pytest.mark.parametrize("name", ["mazur", "xor", "softmax", "dropout", "vanishing_relu", "rich", "8-8-8-4"])
def test_a_folded_network_has_all_numbers_of_the_line_but_the_terms_that_it_adds_together(name):
    trace = trace_of(name)
    for line in lines_of(trace)[1:]:
        picture_input, _ = at(Known(trace, line), (700, 520), zoom=1.25)
        assert picture_input.layout.subject is not None
        folded = bool(picture_input.layout.fold and picture_input.layout.fold.weights)
        left_out = missing(trace, line, (700, 520), 1.25)
        is_sum = trace[line].place.operation in MANY_TERMS
        assert not left_out or (is_sum and (folded or trace[line].place.operation is Operation.PENALTY)), line


def missing(trace, line, size, zoom):
    """Return the symbols of a line that have no place in its picture; a sum before the sample has that of the sum."""
    step, (_, picture) = trace[line], at(Known(trace, line), size, zoom=zoom)
    wanted = {seated(step, symbol) for symbol in (step.symbol, *symbols(step.rule))}
    before = {symbol for symbol in wanted if is_running(symbol) and symbol != step.symbol}
    once = {symbol for symbol in wanted if symbol.quantity is Quantity.SCALAR_BEFORE}
    return {symbol for symbol in wanted - before - once if place_of_symbol(picture, symbol) is None}


def test_at_the_end_of_the_backward_phase_all_gradients_are_there():
    trace = trace_of("mazur")
    last = max(step.number for step in trace if step.place.operation is Operation.GRADIENT)
    texts = {ink.text.text for ink in inks_of(at(Known(trace, last), LARGE)[1])}
    gradients = [step for step in trace if step.place.operation is Operation.GRADIENT]
    assert len(gradients) == 8
    assert {show(Known(trace, last).value(step.symbol), 6) for step in gradients} <= texts


def test_in_an_update_the_old_weight_and_the_new_one_are_side_by_side():
    trace = trace_of("mazur")
    _, picture = at(Known(trace, len(trace)), LARGE)
    texts = [text.text for text in picture.cards["weight", 6].texts]
    assert {"w5", "0.4", "→", "0.358916", "∂", "0.0821670", "+0.0553994", "0.237308"} == set(texts)


def test_what_is_left_out_is_told_with_what_it_adds_up_to():
    trace = trace_of("digits")
    _, picture = at(Known(trace, 1), USUAL)
    more, together = (text.text for text in picture.cards["fold",].texts)
    seated_terms = [text.value for key, card in picture.cards.items() if key[0] == "weight" for text in card.texts[2:3]]
    bias = trace.of.theta_before[trace.scenario.network.layers[1].bias_start]
    assert more == f"… {64 - len(seated_terms)} more"
    rest = Known(trace, 1).value(trace[1].symbol) - bias - sum(seated_terms)
    assert float(together.removeprefix("together ").replace("−", "-")) == pytest.approx(rest, rel=1e-5)


def test_a_network_that_is_to_be_fitted_is_drawn_whole_in_small_print():
    trace = trace_of("xor")
    usual, fitted = (at(Known(trace, 0), SMALLEST, is_fitted=is_fitted)[0].layout for is_fitted in (False, True))
    assert usual.subject is not None
    assert fitted.subject is None
    assert fitted.scale < usual.scale
