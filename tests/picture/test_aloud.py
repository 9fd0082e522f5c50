"""What is said of numbers and elements: compared with sentences written by hand, and never a result that is hidden."""

from __future__ import annotations

import pytest
from traces import rich, trace_of
from worked import mazur

from explainer.files.examples import example
from explainer.functions.expression import symbols
from explainer.picture.numbers.aloud import element_aloud, number_said
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.trace.formula.notation import Notation, Writing
from explainer.trace.known.known import Known, Reveal
from explainer.trace.lines.elements import LEARNING_RATE as RATE
from explainer.trace.lines.elements import Element, ElementKind, element_called, elements_of


def said_of(scenario, line, name, notation=Notation.WORKED, **known):
    element = name if isinstance(name, Element) else element_called(scenario, name)
    numbers = LineNumbers(Known(trace_of(scenario), line, **known), writing=Writing(notation, 4))
    return element_aloud(numbers, element)


@pytest.mark.parametrize(
    ("line", "name", "notation", "told"),
    [
        (0, "w5", "worked", "weight w5, 0.4, from h1 to o1"),
        (0, "w5", "theta", "weight capital theta 1 1 in layer 2, 0.4, from h1 to o1"),
        (0, "w5", "matrix", "weight w 1 1 in layer 3, 0.4, from h1 to o1"),
        (0, "b1", "worked", "bias b1, 0.35, of h1 and h2"),
        (0, "i2", "worked", "input i2, 0.1"),
        (0, "h1", "worked", "unit h1, net h1 not computed yet, out h1 not computed yet, delta h1 not computed yet"),
        (26, "h1", "worked", "unit h1, net h1 0.3775, out h1 0.5933, delta h1 0.008771"),
        (26, "o2", "theta", "unit o2, z 2 of layer 3 1.225, a 2 of layer 3 0.7729, delta 2 of layer 3 minus 0.03810"),
        (0, "target_o1", "worked", "target of o1, 0.01"),
        (0, "E_o1", "worked", "E o1, error of o1, not computed yet"),
        (11, "E_total", "worked", "E total, error of the sample, 0.2984"),
        (0, RATE, "worked", "eta, learning rate, 0.5"),
        (0, Element(ElementKind.FOLD), "worked", "weights that are left out"),
    ],
)
def test_elements_are_said_like_this(line, name, notation, told):
    assert said_of(mazur(), line, name, Notation(notation)) == told


@pytest.mark.parametrize("name", ["rich", "dropout", "l2", "valley_adam", "softmax"])
def test_neither_elements_nor_symbols_tell_a_result_that_is_asked_for(name):
    trace, writing = trace_of(rich(dropout=0.5) if name == "rich" else example(name)), Writing(digits=4)
    compared = 0
    for step in trace:
        known = Known(trace, step.number, reveal=Reveal.ASKED)
        result = writing.show(abs(step.value))
        before = {writing.show(abs(known.value(symbol))) for symbol in symbols(step.rule)}
        told = [element_aloud(LineNumbers(known, writing=writing), element) for element in elements_of(step)]
        assert number_said(known, step.symbol, writing).endswith("not computed yet")
        if len(result) > 4 and result not in before:
            compared += 1
            assert not [text for text in told if result in text], step.symbol_text
    assert compared >= 10


@pytest.mark.parametrize("notation", Notation)
@pytest.mark.parametrize("name", ["rich", "dropout", "l1", "valley_nadam", "valley_adadelta", "xor_bfgs", "softmax"])
def test_every_symbol_of_every_line_has_a_name_in_words(name, notation):
    trace = trace_of(rich(dropout=0.5) if name == "rich" else example(name))
    for step in trace:
        for symbol in (step.symbol, *symbols(step.rule)):
            told = number_said(Known.after(step), symbol, Writing(notation, 4))
            assert told.isascii(), told
            assert not set("_<>{}/*") & set(told), told
