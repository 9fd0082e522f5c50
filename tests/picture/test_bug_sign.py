"""The sign of a program with a bug, on the picture of every size and on the flow."""

from __future__ import annotations

import pytest
from pictures import at, inks_of, overlaps
from plain_metrics import PLAIN_LABELS

from explainer.bugs.catalogue import with_bug
from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.picture.flow.flow_numbers import Direction, FlowNumbers
from explainer.picture.flow.flow_picture import flow_picture
from explainer.picture.flow.words import description
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known import Known
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.trace import Trace


def _known(name, bug="out_slope_in_hidden", shown=BugShown.OPEN, line=30):
    scenario = example(name)
    return Known(Trace(Run(with_bug(scenario, bug) if bug else scenario).pass_of(1), shown), line)


def _words(picture):
    return [text.text for card in picture.cards.values() for text in card.texts]


@pytest.mark.parametrize("name", ["mazur", "lab", "digits"])
@pytest.mark.parametrize("size", [(1200, 800), (620, 420), (420, 340)])
def test_every_picture_has_the_sign_and_nothing_is_on_it(name, size):
    bug = "out_slope_in_hidden" if name != "digits" else "hid_no_slope"
    _, picture = at(_known(name, bug), size)
    assert f"Bug: {bug}" in _words(picture)
    head = [ink for ink in inks_of(picture) if ink.key in (("bug",), ("heading",))]
    assert len(head) == 2
    assert not overlaps(head)


def test_a_closed_program_has_a_sign_that_names_none():
    _, picture = at(_known("mazur", shown=BugShown.CLOSED))
    assert "Mystery bug" in _words(picture)
    assert not any("out_slope" in text for text in _words(picture))


def test_a_formula_that_is_asked_for_is_no_mystery():
    _, picture = at(_known("mazur", shown=BugShown.ASKED))
    assert "Bug: out_slope_in_hidden" in _words(picture)


def test_a_right_program_has_none():
    _, picture = at(_known("mazur", None))
    assert not any("bug" in text.lower() for text in _words(picture))


def test_the_flow_has_it_too():
    numbers = FlowNumbers(_known("mazur"), Direction.BACKWARD, Writing())
    texts = [text.text for text in flow_picture(numbers, PLAIN_LABELS, (900, 600), 1.0).shapes.texts]
    assert "Bug: out_slope_in_hidden." in texts
    assert description(numbers).startswith("Bug: out_slope_in_hidden.")
