"""The way from one line to the next: decoration that never keeps anyone waiting and never shows a stale number."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from worked import mazur

from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import unit_element, weight_element
from explainer.views.canvas.view import Canvas

H1, W5 = unit_element(1, 0), weight_element(6)


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur())


@pytest.fixture
def show(qtbot):
    """Return a function that shows a canvas on a walkthrough as it is."""

    def show_it(walkthrough):
        view = Canvas(walkthrough, Pointing(walkthrough), Display())
        qtbot.addWidget(view)
        view.resize(790, 600)
        with qtbot.waitExposed(view):
            view.show()
        return view

    return show_it


@pytest.fixture
def canvas(walkthrough, show):
    return show(walkthrough)


def test_stepping_by_phase_plays_it_and_jumping_back_does_not(walkthrough, canvas):
    walkthrough.next_phase()
    assert canvas.player.is_playing
    assert canvas.texts_of(H1)[:5] == ("h1", "0.593270", "out", "net", "0.3775")
    canvas.player.cut()
    walkthrough.go_to(1, 1)
    assert not canvas.player.is_playing


def test_a_value_appears_on_arrival(qtbot, walkthrough, canvas):
    walkthrough.next_step()
    assert canvas.player.is_playing
    assert canvas.texts_of(H1)[:5] == ("h1", "–", "out", "net", "–")
    qtbot.waitUntil(lambda: not canvas.player.is_playing)
    assert canvas.texts_of(H1)[:5] == ("h1", "–", "out", "net", "0.3775")


def test_a_key_press_cuts_it_short(walkthrough, canvas):
    canvas.player.duration = 60_000  # however slow the machine, the key comes before the end
    QShortcut(Qt.Key.Key_Right, canvas, walkthrough.next_step)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.player.is_playing
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert not canvas.player.is_playing
    assert canvas.texts_of(H1)[:5] == ("h1", "0.593270", "out", "net", "0.3775")
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert not canvas.player.is_playing, "a key that is held down does not start it again"


def test_going_back_and_jumping_are_cuts(walkthrough, canvas):
    walkthrough.next_step()
    walkthrough.previous_step()
    assert not canvas.player.is_playing
    walkthrough.next_phase()
    assert not canvas.player.is_playing
    assert canvas.texts_of(H1)[:5] == ("h1", "0.593270", "out", "net", "0.3775")


@pytest.mark.parametrize(("name", "value"), [("duration", 0), ("reduce_motion", True)])
def test_it_can_be_turned_into_cuts(walkthrough, canvas, name, value):
    setattr(canvas.player, name, value)
    walkthrough.next_step()
    assert not canvas.player.is_playing
    assert canvas.texts_of(H1)[:5] == ("h1", "–", "out", "net", "0.3775")


def test_the_first_line_of_the_next_update_follows_the_last_of_this(qtbot, walkthrough, show):
    walkthrough.last_step()
    canvas = show(walkthrough)
    walkthrough.next_step()
    assert walkthrough.cursor == (2, 1)
    assert canvas.player.is_playing


def test_an_update_arrives_as_the_new_weight(qtbot, walkthrough, show):
    number = next(step.number for step in walkthrough.trace if step.symbol_text == "w5+")
    walkthrough.go_to(1, number - 1)
    canvas = show(walkthrough)
    canvas.player.duration = 40
    walkthrough.next_step()
    assert canvas.texts_of(W5)[-2:] == ("→", "–")
    qtbot.waitUntil(lambda: not canvas.player.is_playing)
    assert canvas.texts_of(W5)[-2:] == ("→", "0.358916")


def test_hiding_it_stops_the_clock(walkthrough, canvas):
    walkthrough.next_step()
    canvas.hide()
    assert not canvas.player.is_playing
    canvas.show()
    assert canvas.texts_of(H1)[:5] == ("h1", "–", "out", "net", "0.3775")


def move(canvas, share, modifiers):
    """Move the mouse to a share of the canvas's width, with no button down."""
    viewport = canvas.viewport()
    at = QPointF(share * viewport.width(), 5)
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, viewport.mapToGlobal(at), Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, modifiers
    )
    QApplication.sendEvent(viewport, event)


def test_with_shift_held_the_mouse_scrubs_the_motion_of_the_line(walkthrough, canvas):
    canvas.player.reduce_motion = True
    walkthrough.next_step()
    net = "0.3775"
    assert net in canvas.texts_of(H1)
    for share, is_there in ((0.3, False), (0.95, True), (0.6, False)):
        move(canvas, share, Qt.KeyboardModifier.ShiftModifier)
        assert (net in canvas.texts_of(H1)) == is_there, share
    QTest.keyRelease(canvas, Qt.Key.Key_Shift)
    assert net in canvas.texts_of(H1)


def test_scrubbing_ends_where_the_mouse_moves_without_shift_or_the_line_is_left(walkthrough, canvas):
    canvas.player.reduce_motion = True
    walkthrough.next_step()
    move(canvas, 0.3, Qt.KeyboardModifier.ShiftModifier)
    move(canvas, 0.3, Qt.KeyboardModifier.NoModifier)
    assert "0.3775" in canvas.texts_of(H1)
    move(canvas, 0.3, Qt.KeyboardModifier.ShiftModifier)
    walkthrough.next_step()
    assert "0.593270" in canvas.texts_of(H1)
