"""The picture while a result is asked for: no card and nothing that travels has its number, at any line."""

from __future__ import annotations

import math
from itertools import cycle

import pytest
from pictures import at
from plain_metrics import PLAIN_LABELS

from explainer.engine.update.training_loop import run_pass
from explainer.files.examples import example
from explainer.picture.animation import at_rest, moment_at, way_to
from explainer.picture.cards.heard import heard_in
from explainer.picture.cards.picture import picture_of
from explainer.picture.flow.flow_numbers import Direction, FlowNumbers
from explainer.picture.flow.flow_picture import flow_picture
from explainer.picture.layout.picture_input import PictureLook, input_at
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known import Known, Reveal
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.elements import unit_element
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Trace

ALPHAS = (0.1, 0.5, 0.8, 0.95)


def pictures_of(known):
    """Yield the moments of a line with the pictures of them, the last one first; of a whole and of a folded network."""
    rest, *moments = at_rest(known), *(moment_at(way_to(known), alpha) for alpha in ALPHAS)
    for moment, zoom in ((rest, 0.7), (rest, 2.0), *zip(moments, cycle((0.7, 2.0)), strict=False)):
        yield moment, picture_of(input_at(known, (900, 700), PLAIN_LABELS, PictureLook(zoom), moment))


def numbers_of(moment, picture):
    """Return the numbers that travel and those that are written."""
    yield from (traveller.journey.value for traveller in moment.travellers)
    yield from (text.value for card in picture.cards.values() for text in card.texts if text.text != "–")


@pytest.mark.parametrize("name", ["mazur", "mazur_sequential", "l2", "softmax", "dropout", "valley_nadam"])
def test_no_number_of_the_picture_is_the_result(name):
    trace = Trace(run_pass(example(name)))
    lines = {trace.plan.place(number).operation: number for number in range(1, len(trace) + 1)}.values()
    for line in lines if len(trace) > 50 else range(1, len(trace) + 1):
        known = Known(trace, line, reveal=Reveal.ASKED)
        result = Known(trace, line).value(trace[line].symbol)
        data, before = trace.scenario.data, [known.value(trace[number].symbol) for number in range(1, line)]
        optimizer = known.scenario.optimizer
        settings = [0.0, 1.0, known.samples, optimizer.learning_rate, *optimizer.options.values()]
        given = [*settings, *known.theta, *data.inputs.ravel(), *data.targets.ravel()]
        if any(math.isclose(result, number) for number in before + given):
            continue
        for moment, picture in pictures_of(known):
            told = [number for number in numbers_of(moment, picture) if math.isclose(number, result)]
            assert told == [], f"line {line}: {trace[line].symbol_text} at {moment.alpha}"
        assert any(
            math.isclose(number, result)
            for moment, picture in pictures_of(Known(trace, line))
            for number in numbers_of(moment, picture)
        ), f"line {line}: what is told can be found"


def asked_of(operation, name="mazur"):
    """Return a line of which it is asked what it is made of."""
    trace = Trace(run_pass(example(name)), BugShown.ASKED)
    line = next(step.number for step in trace if step.place.operation is operation and not step.is_output)
    return Known(trace, line, reveal=Reveal.ASKED)


@pytest.mark.parametrize("operation", [Operation.NET, Operation.DE_DOUT, Operation.GRADIENT])
def test_what_a_line_is_made_of_is_not_told_while_it_is_asked_for(operation):
    known = asked_of(operation)
    picture_input, picture = at(known, zoom=2.0)
    assert picture_input.layout.subject is not None
    assert not {"weight", "edge name", "caption", "own unit"} & {key[0] for key in picture.cards}
    assert not any(
        heard.element and heard.element.parameter >= 0 for heard in heard_in(picture, picture_input.numbers).values()
    )
    assert any("would tell" in text.text for text in picture.cards["desk",].texts)
    for whole in (at(known)[0], picture_input):
        assert not whole.numbers.lit_edges
    flow = flow_picture(FlowNumbers(known, Direction.BACKWARD, Writing()), PLAIN_LABELS, (900, 600), 1.0)
    assert not any(pipe.is_lit for pipe in flow.shapes.pipes)


def test_a_unit_that_is_selected_has_its_desk_while_another_line_is_asked_for():
    _, picture = at(asked_of(Operation.GRADIENT), zoom=2.0, looked_at=unit_element(1, 1))
    assert [text.text for text in picture.cards["desk",].texts] == ["What comes into h2"]
