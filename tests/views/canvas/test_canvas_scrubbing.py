"""Numbers dragged with the mouse and moved with the keys: what they become, and one step that can be undone."""

from __future__ import annotations

from math import ceil, log10

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from test_canvas import B1, H1, I1, TARGET_1, W5, Desk
from worked import mazur

from explainer.state.edits.network_edits import with_added_unit
from explainer.state.edits.training_edits import with_loss
from explainer.trace.lines.elements import LEARNING_RATE, unit_element, weight_element
from explainer.views.controls.number_grip import DEAD_ZONE, Scrub, beyond_dead_zone

LEFT, SHIFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier


class Hand(Desk):
    """A desk where the mouse drags."""

    def take(self, element):
        self.at = self.canvas.rect_of(element).center()
        QTest.mousePress(self.canvas.viewport(), LEFT, PLAIN, self.at)

    def move(self, pixels, modifiers=PLAIN):
        """Move the mouse with its button down; QTest's own moves have no buttons."""
        viewport, at = self.canvas.viewport(), self.at + QPoint(pixels, 3)
        places = QPointF(at), QPointF(viewport.mapToGlobal(at))
        QApplication.sendEvent(
            viewport, QMouseEvent(QEvent.Type.MouseMove, *places, Qt.MouseButton.NoButton, LEFT, modifiers)
        )

    def drop(self):
        QTest.mouseRelease(self.canvas.viewport(), LEFT, PLAIN, self.at)

    @property
    def undo_texts(self):
        stack = self.walkthrough.undo_stack
        return [stack.text(i) for i in range(stack.count())]


@pytest.fixture
def hand(qtbot):
    return Hand(qtbot, mazur())


@pytest.mark.parametrize(
    ("start", "pixels", "fine", "value"),
    [
        (0.4, 0, False, 0.4),
        (0.4, 10, False, 0.44),
        (0.4, -100, False, 0.0),
        (0.4, 10, True, 0.404),
        (0.0, 7, False, 0.007),
        (-2.0, 5, False, -1.9),
        (250.0, 4, False, 260),
        (0.35891648, 1, False, 0.363),
        (0.35891648, 1, True, 0.3593),
        (1e-9, 1, False, 0.001),
    ],
)
def test_a_pixel_is_a_hundredth_on_a_grid_of_short_decimals(start, pixels, fine, value):
    assert Scrub(start).moved(pixels, fine).value == value


@given(st.floats(-1e6, 1e6), st.lists(st.tuples(st.integers(-40, 40), st.booleans()), max_size=6))
def test_however_it_was_moved_back_at_the_start_it_is_the_number_it_was(start, moves):
    scrub = Scrub(start)
    for pixels, fine in moves:
        scrub = scrub.moved(pixels, fine)
    there = scrub
    for pixels, fine in moves:
        scrub = scrub.moved(-pixels, fine)
    assert scrub.value == pytest.approx(start, abs=there.step)
    decimals = max(ceil(-log10(there.step)) + 1, 0)
    assert there.value in (start, float(f"{there.value:.{decimals}f}"))


def test_at_a_limit_it_stands_still_and_turns_back_at_once():
    scrub = Scrub(0.5, 0.0, 1.0).moved(500)
    assert scrub.value == 1.0
    assert scrub.moved(-10).value == 0.95
    assert Scrub(0.5, 0.0).moved(-500).value == 0.0


@pytest.mark.parametrize(("pixels", "beyond"), [(0, 0), (3, 0), (-4, 0), (5, 1), (-24, -20)])
def test_a_click_reaches_a_few_pixels(pixels, beyond):
    assert beyond_dead_zone(pixels) == beyond


def test_dragging_a_weight_changes_it_at_once_and_is_one_undo_step(hand):
    hand.walkthrough.go_to(1, 8)
    hand.take(W5)
    for pixels in (2, 9, 14, 25 + DEAD_ZONE):
        hand.move(pixels)
    assert hand.theta[6] == 0.5
    assert hand.canvas.texts_of(W5)[1] == "0.5"
    assert hand.canvas.texts_of(unit_element(2, 0))[4] == "1.16523"  # 0.5·0.593270 + 0.45·0.596884 + 0.6
    hand.drop()
    assert hand.undo_texts == ["Change w5"]
    hand.walkthrough.undo_stack.undo()
    assert hand.theta[6] == 0.4


def test_a_press_that_hardly_moves_is_a_click(hand):
    hand.take(W5)
    hand.move(3)
    hand.drop()
    assert hand.canvas.selected == W5
    assert hand.undo_texts == []
    hand.move(60)
    assert hand.theta[6] == 0.4


@pytest.mark.parametrize(
    ("element", "text"),
    [(I1, "Change i1"), (B1, "Change b1"), (TARGET_1, "Change target of o1"), (LEARNING_RATE, "Change learning rate")],
)
def test_every_given_number_can_be_dragged(hand, element, text):
    hand.go_to("w5+")
    hand.take(element)
    hand.move(40)
    hand.drop()
    assert hand.undo_texts == [text]


def test_a_weight_that_is_updated_already_is_dragged_as_it_was_before(hand):
    hand.walkthrough.go_to(1, 43)
    hand.take(W5)
    hand.move(29)
    hand.drop()
    assert hand.theta[6] == 0.5
    assert hand.sentences == ["This changes w5 as it is before update 1."]


def test_shift_drags_in_tenths(hand):
    hand.take(W5)
    hand.move(10 + DEAD_ZONE, SHIFT)
    assert hand.theta[6] == 0.404
    hand.drop()


def test_escape_takes_a_drag_back_and_what_follows_is_a_mere_move(hand):
    hand.take(W5)
    hand.move(50)
    assert hand.theta[6] != 0.4
    QTest.keyClick(hand.canvas, Qt.Key.Key_Escape)
    hand.move(90)
    hand.drop()
    assert hand.theta[6] == 0.4
    assert hand.undo_texts == []
    assert hand.canvas.selected == W5


def test_the_learning_rate_stops_at_nothing_and_shares_at_their_limits(hand):
    hand.take(LEARNING_RATE)
    hand.move(-300)
    hand.drop()
    assert hand.walkthrough.scenario.optimizer.learning_rate == 0
    hand.walkthrough.change(lambda scenario: with_loss(scenario, "binary_cross_entropy"))
    hand.take(TARGET_1)
    hand.move(-300)
    hand.drop()
    assert hand.walkthrough.scenario.data.targets[0, 0] == 0
    assert hand.sentences == []


def test_numbers_that_are_computed_are_not_dragged(hand):
    hand.go_to("dE_total/dw5")
    for element in (H1, W5):
        rect = hand.canvas.rect_of(element)
        hand.at = rect.center() + (QPoint(0, -10) if element == H1 else QPoint(0, 16))
        QTest.mousePress(hand.canvas.viewport(), LEFT, PLAIN, hand.at)
        hand.move(60)
        hand.drop()
    assert hand.undo_texts == []


def test_the_mouse_tells_which_numbers_can_be_dragged(hand):
    hand.walkthrough.go_to(1, 2)
    shapes = []
    for element in (W5, H1):
        hand.at = hand.canvas.rect_of(element).center() + (QPoint(0, -10) if element == H1 else QPoint(0, 0))
        hand.move(0)
        shapes.append(hand.canvas.viewport().cursor().shape())
    assert shapes == [Qt.CursorShape.SizeHorCursor, Qt.CursorShape.ArrowCursor]


def test_ctrl_and_arrows_move_the_selected_number_by_steps(hand):
    hand.canvas.select(W5)
    for _ in range(3):
        QTest.keyPress(hand.canvas, Qt.Key.Key_Up, CTRL)
    QTest.keyRelease(hand.canvas, Qt.Key.Key_Up, CTRL)
    assert hand.theta[6] == 0.412
    QTest.keyClick(hand.canvas, Qt.Key.Key_Down, CTRL | SHIFT)
    assert hand.theta[6] == 0.4116
    assert hand.undo_texts == ["Change w5", "Change w5"]
    hand.walkthrough.undo_stack.undo()
    assert hand.theta[6] == 0.412


def test_a_drag_that_something_else_ended_does_not_go_on(hand):
    hand.walkthrough.grow(5)
    hand.take(W5)
    hand.move(29)
    hand.walkthrough.next_update()
    hand.move(60)
    hand.drop()
    assert hand.undo_texts == ["Change w5"]
    hand.walkthrough.first_step()
    assert hand.theta[6] == 0.5


def test_a_press_does_not_become_a_drag_of_what_undo_took_away_meanwhile(hand):
    hand.walkthrough.change(lambda scenario: with_added_unit(scenario, 1))
    added = weight_element(hand.walkthrough.scenario.network.layers[2].weight(1, 2))
    hand.canvas.select(added)
    hand.take(added)
    assert hand.canvas.selected == added
    hand.walkthrough.undo_stack.undo()
    hand.move(60)
    hand.drop()
    assert hand.walkthrough.scenario.same_as(mazur())
    assert not hand.walkthrough.is_dragging


def test_nothing_is_dragged_where_nothing_can_be_changed(hand):
    hand.canvas.read_only = True
    hand.take(W5)
    hand.move(60)
    hand.drop()
    QTest.keyClick(hand.canvas, Qt.Key.Key_Up, CTRL)
    assert hand.theta[6] == 0.4
    assert hand.canvas.selected == W5
    assert hand.undo_texts == []


def test_being_locked_while_dragging_keeps_what_was_dragged(hand):
    hand.take(W5)
    hand.move(29)
    hand.canvas.read_only = True
    hand.move(60)
    hand.drop()
    assert hand.theta[6] == 0.5
    assert hand.undo_texts == ["Change w5"]
