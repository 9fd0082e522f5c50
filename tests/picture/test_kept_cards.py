"""A picture that keeps cards of the one before is the same as one that is made anew."""

from __future__ import annotations

import random

import pytest
from plain_metrics import PLAIN_LABELS
from test_seats import ALL, trace_of

from explainer.functions.expression import symbols
from explainer.picture.animation import Moment
from explainer.picture.cards.kept_cards import kept_cards
from explainer.picture.cards.picture import picture_of
from explainer.picture.layout.picture_input import PictureLook, input_at
from explainer.trace.known.known import Known, Reveal
from explainer.trace.known.terms import term_expressions
from explainer.trace.lines.elements import unit_element, weight_element

SIZE = (900, 700)


def moments(trace):
    """Yield what is known on a walk back and forth, at the end of lines and on the way to them, and what is pointed
    at."""
    chance = random.Random(7)
    line = 0
    elements = [weight_element(0), unit_element(1, 0), unit_element(0, 0), weight_element(2)]
    for _ in range(60):
        line = min(max(line + chance.choice([1, 1, 1, -1, 2, 40, -30]), 0), len(trace))
        known = Known(trace, line, reveal=chance.choice([Reveal.SHOWN, Reveal.SHOWN, Reveal.ASKED]))
        yield known, None, chance.choice([None, None, *elements])
        if line and (terms := len(term_expressions(known.step))) > 1:
            yield known, chance.randrange(1, terms), None


@pytest.mark.parametrize("name", ALL)
def test_kept_cards_are_those_that_would_be_made(name):
    trace, before, shown, kept = trace_of(name), None, None, 0
    for known, added, hovered in moments(trace):
        moment = None if added is None else Moment(0.5, (), added, arrived=False)
        spoken_of = frozenset(symbols(known.step.rule)) if known.step and hovered is None else frozenset()
        look = PictureLook(hovered=hovered, spoken_of=spoken_of)
        now = input_at(known, SIZE, PLAIN_LABELS, look, moment)
        kept += len(kept_cards(now, before, shown.cards)) if before else 0
        picture = picture_of(now, before, shown)
        assert picture.cards == picture_of(now).cards, known.line
        before, shown = now, picture
    assert kept > 100
