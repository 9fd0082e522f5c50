"""The key of the lines: it tells of each kind that is drawn, and of no other."""

from __future__ import annotations

import pytest
from pictures import at, inks_of, overlaps

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.picture.cards.strokes import Dash
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace


def trace_of(name):
    run = Run(example(name))
    run.advance(1)
    return Trace(run.pass_of(1))


def told(picture):
    return {card.texts[0].text for key, card in picture.cards.items() if key[0] == "key"}


@pytest.mark.parametrize("size", [(634, 400), (793, 520), (1190, 780)], ids=str)
@pytest.mark.parametrize("name", ["mazur", "xor", "dropout", "batch", "moons", "digits", "vanishing_sigmoid"])
def test_each_kind_of_line_that_is_drawn_is_told_and_no_other(name, size):
    trace = trace_of(name)
    for line in range(0, len(trace) + 1, max(len(trace) // 30, 1)):
        picture_input, picture = at(Known(trace, line), size)
        status = [box for key, box in picture_input.layout.boxes.items() if key[0] == "key"]
        drawn = [
            stroke
            for stroke in (*picture.backdrop, *picture.foremost)
            if not any(box.contains(stroke.curve.start) for box in status)
        ]
        pipes = {stroke.dash for stroke in drawn if stroke.is_pipe}
        expected = {"negative weight"} if any(stroke.dash is Dash.DASHED for stroke in drawn) else set()
        expected |= {"blame: wider is more"} if Dash.SOLID in pipes else set()
        expected |= {"negative blame"} if Dash.HATCHED in pipes else set()
        assert told(picture) == expected, f"line {line}"
        assert overlaps(inks_of(picture)) == []


def test_a_sample_of_each_line_is_before_its_words():
    trace = trace_of("mazur")
    picture_input, picture = at(Known(trace, len(trace)))
    for key, card in picture.cards.items():
        if key[0] == "key":
            sample = next(stroke for stroke in picture.foremost if card.box.contains(stroke.curve.start))
            assert sample.curve.end.x < card.box_of(card.texts[0]).left
            assert (sample.dash is Dash.HATCHED) == (card.texts[0].text == "negative blame")
    assert picture_input.layout.boxes.keys() >= {("key", "blame: wider is more"), ("key", "negative blame")}
