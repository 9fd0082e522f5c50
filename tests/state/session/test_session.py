"""A session without a window: driven by names, and what it tells."""

from __future__ import annotations

import pytest
from worked import mazur

from explainer.state.session.session import Session
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.elements import weight_element


@pytest.fixture
def session(qapp):
    return Session(Walkthrough(mazur(), "mazur"))


def test_lines_are_gone_to_by_what_they_make(session):
    session.go_to("delta_h1")
    assert session.walkthrough.step.symbol_text == "delta_h1"
    session.go_to("w5+", update=3)
    assert (session.walkthrough.cursor.update, session.walkthrough.step.symbol_text) == (3, "w5+")
    with pytest.raises(LookupError, match="delta_h2"):
        session.go_to("delta_h9")
    with pytest.raises(LookupError, match="learning_rate"):
        session.go_to("learning_rate")


def test_elements_are_selected_by_name_and_told_by_name(session):
    told = []
    session.selected.connect(told.append)
    session.select("w5")
    assert session.pointing.selected == weight_element(session.walkthrough.scenario.network.layers[2].weight(0, 0))
    session.select("o1")
    session.select("o1")
    session.select("")
    assert told == ["w5", "o1", ""]
    with pytest.raises(LookupError, match="w5"):
        session.select("w55")


@pytest.mark.parametrize(("name", "symbol"), [("w5", "w5"), ("i1", "i1"), ("target_o1", "target_o1"), ("b1", "b1")])
def test_numbers_are_changed_by_name(session, name, symbol):
    walkthrough = session.walkthrough
    session.set_number(name, 0.75)
    assert walkthrough.known.value(session.symbol(symbol)) == 0.75
    walkthrough.undo_stack.undo()
    assert walkthrough.known.value(session.symbol(symbol)) != 0.75


@pytest.mark.parametrize("name", ["net_h1", "out_o1", "w5+", "E_total", "nothing"])
def test_what_is_calculated_cannot_be_changed(session, name):
    with pytest.raises(LookupError, match=name.replace("+", r"\+")):
        session.set_number(name, 1.0)


def test_the_display_of_a_session_is_changed_without_a_window(qtbot, session):
    display = session.display
    for change, read, now in (
        (lambda: display.set_theme("dark"), lambda: display.palette.name, "dark"),
        (lambda: display.set_notation(Notation.THETA), lambda: display.writing.notation, Notation.THETA),
        (lambda: display.set_digits(7), lambda: display.writing.digits, 7),
        (lambda: display.set_zoom(1.4), lambda: display.zoom, 1.4),
    ):
        with qtbot.waitSignal(display.changed, timeout=1000):
            change()
        assert read() == now
        with qtbot.assertNotEmitted(display.changed):
            change()
    with pytest.raises(LookupError, match="high contrast"):
        display.set_theme("high contrst")


def heard(session):
    """Return a list of what the session says was done, as it grows."""
    said = []
    session.went.connect(lambda line: said.append(("went", line)))
    session.changed.connect(lambda number: said.append(tuple(number)))
    return said


def test_what_a_person_does_is_heard_by_name(session):
    walkthrough, said = session.walkthrough, heard(session)
    walkthrough.next_step()
    session.go_to("delta_o1")
    walkthrough.first_step()
    assert said == [("went", "net_h1"), ("went", "delta_o1"), ("went", "")]


@pytest.mark.parametrize(
    ("name", "before", "sample"),
    [("w5", 0.4, 0), ("b1", 0.35, 0), ("i2", 0.1, 1), ("target_o1", 0.01, 1), ("learning_rate", 0.5, 0)],
)
def test_a_number_that_is_edited_is_heard_by_name_with_what_it_was(session, name, before, sample):
    said = heard(session)
    session.set_number(name, 0.75)
    session.walkthrough.undo_stack.undo()
    session.walkthrough.undo_stack.redo()
    assert said == [(name, before, 0.75, sample), (name, 0.75, before, sample), (name, before, 0.75, sample)]


def test_a_drag_is_heard_step_by_step_and_undone_as_one(session):
    walkthrough, said = session.walkthrough, heard(session)
    walkthrough.begin_drag()
    for value in (0.5, 0.6):
        session.set_number("w5", value)
    walkthrough.end_drag()
    walkthrough.undo_stack.undo()
    assert said == [("w5", 0.4, 0.5, 0), ("w5", 0.5, 0.6, 0), ("w5", 0.6, 0.4, 0)]


def test_a_drag_that_is_taken_back_is_heard(session):
    said = heard(session)
    session.walkthrough.begin_drag()
    session.set_number("i1", 0.5)
    session.walkthrough.cancel_drag()
    assert said == [("i1", 0.05, 0.5, 1), ("i1", 0.5, 0.05, 1)]


def test_other_weights_altogether_are_no_numbers_changed_one_by_one(session):
    said, kinds = heard(session), []
    session.walkthrough.edited.connect(kinds.append)
    session.walkthrough.new_random_weights(7)
    assert said == []
    assert kinds[0].text == "New random weights (seed 7)"
