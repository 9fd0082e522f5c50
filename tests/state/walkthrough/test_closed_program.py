"""A program with a bug that is shown closed: symbols and results, and no formula."""

from __future__ import annotations

import pytest

from explainer.bugs.catalogue import with_bug
from explainer.files.examples import example
from explainer.functions.expression import symbols
from explainer.state.session.session import Session
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.bug_shown import BugShown


@pytest.fixture
def session(qapp):
    made = Session(Walkthrough(with_bug(example("lab"), "no_transpose")))
    made.walkthrough.go_to(2, 5)
    return made


def test_no_line_of_any_update_tells_what_it_is_made_of(session):
    walkthrough = session.walkthrough
    results = {step.number: step.value for step in walkthrough.trace}
    walkthrough.show_bug(BugShown.CLOSED)
    for update in (1, 2):
        for step in walkthrough.trace_of(update):
            assert {*symbols(step.rule)} == {step.symbol}
    assert {step.number: step.value for step in walkthrough.trace} == results
    walkthrough.show_bug(BugShown.OPEN)
    assert len({*symbols(walkthrough.trace[5].rule)}) > 1


def test_views_hear_of_it(session, qtbot):
    with qtbot.waitSignal(session.walkthrough.moved):
        session.walkthrough.show_bug(BugShown.CLOSED)


def test_it_ends_with_the_bug(session):
    session.walkthrough.show_bug(BugShown.CLOSED)
    session.walkthrough.set_learning_rate(0.25)
    assert session.walkthrough.bug_shown is BugShown.CLOSED
    session.walkthrough.open(example("mazur"), "mazur")
    assert session.walkthrough.bug_shown is BugShown.OPEN
