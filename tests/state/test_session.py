"""A session without a window: driven by names, and what it tells."""

from __future__ import annotations

import pytest
from worked import mazur

from explainer.state.session import Session
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
