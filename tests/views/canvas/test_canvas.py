"""The canvas as a person uses it: what it shows at each step, and numbers changed in place by clicks and keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolTip, QVBoxLayout, QWidget
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.picture.palette import LIGHT
from explainer.state.session.display import Display
from explainer.state.walkthrough.moves import Granularity
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import (
    LEARNING_RATE,
    Element,
    ElementKind,
    elements_of,
    unit_element,
    weight_element,
)
from explainer.views.canvas.view import Canvas

I1, H1, O1 = unit_element(0, 0), unit_element(1, 0), unit_element(2, 0)
W1, W5, W7 = weight_element(0), weight_element(6), weight_element(8)
B1 = Element(ElementKind.BIAS, 1, parameter=4)
TARGET_1 = Element(ElementKind.TARGET, 2, 0)


def network_of(sizes, samples=1, biases="per_unit", **settings):
    network = Network.of(default_names(sizes), ["sigmoid"] * (len(sizes) - 1), biases)
    rng = np.random.default_rng(1)
    data = Data(frozen(rng.normal(size=(samples, sizes[0]))), frozen(rng.uniform(size=(samples, sizes[-1]))))
    return Scenario(network, frozen(rng.normal(size=network.size)), data, **settings)


class Desk:
    """A canvas on a walkthrough, in a window with something else that can have the focus."""

    def __init__(self, qtbot, scenario, size=(790, 600)):
        self.qtbot = qtbot
        self.walkthrough = Walkthrough(scenario)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.canvas, self.other = Canvas(self.walkthrough, Pointing(self.walkthrough), Display()), QLineEdit()
        layout = QVBoxLayout(self.window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        layout.addWidget(self.other)
        self.window.resize(size[0], size[1] + self.other.sizeHint().height())
        self.canvas.player.reduce_motion = True
        self.sentences = []
        self.canvas.said.connect(self.sentences.append)
        with qtbot.waitExposed(self.window):
            self.window.show()
            self.window.activateWindow()
        self.canvas.setFocus()

    @property
    def theta(self):
        return self.walkthrough.scenario.theta

    @property
    def editor(self):
        found = self.canvas.findChild(QLineEdit, "number_editor")
        return found if found.isVisible() else None

    def center_of(self, *key):
        """Return the middle of the number of a card, in the viewport."""
        card = self.canvas.drawing.picture.cards[key]
        box = card.box_of(card.texts[-1])
        return self.canvas.mapFromScene(box.right - 8, box.y)

    def click(self, element, times=1):
        at = self.canvas.rect_of(element).center()
        self.qtbot.mouseClick(self.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
        if times == 2:
            self.qtbot.mouseDClick(self.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def double_click(self, element):
        self.click(element, 2)
        assert self.editor is not None

    def type(self, text):
        QTest.keyClicks(self.editor, text)

    def press(self, key, widget=None):
        QTest.keyClick(widget or QApplication.focusWidget(), key)

    def go_to(self, symbol):
        trace = self.walkthrough.trace
        number = next(step.number for step in trace if step.symbol_text == symbol)
        self.walkthrough.go_to(self.walkthrough.cursor.update, number)


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot, mazur())


def test_nothing_is_computed_before_the_first_step(desk):
    assert desk.canvas.texts_of(H1)[:3] == ("h1", "–", "out")
    assert desk.canvas.texts_of(H1)[3:] == ("net", "–", "blame ∂E/∂out", "–", "slope ∂out/∂net", "–", "delta δ", "–")
    assert desk.canvas.texts_of(I1) == ("i1", "0.05")
    assert desk.canvas.texts_of(W5) == ("w5", "0.4", "–", "∂", "–", "–", "→", "–")
    assert desk.canvas.highlighted == frozenset()


def test_a_number_appears_with_its_own_step_and_goes_when_stepping_back(desk):
    desk.walkthrough.next_step()
    assert desk.canvas.texts_of(H1)[:5] == ("h1", "–", "out", "net", "0.3775")
    desk.walkthrough.next_step()
    assert desk.canvas.texts_of(H1)[:5] == ("h1", "0.593270", "out", "net", "0.3775")
    desk.walkthrough.first_step()
    assert desk.canvas.texts_of(H1)[:5] == ("h1", "–", "out", "net", "–")


def test_blame_slope_and_delta_stand_at_their_unit(desk):
    desk.go_to("dE_total/dout_h1")
    assert desk.canvas.texts_of(H1)[5:] == ("blame ∂E/∂out", "0.0363503", "slope ∂out/∂net", "–", "delta δ", "–")
    desk.go_to("delta_h1")
    texts = ("blame ∂E/∂out", "0.0363503", "slope ∂out/∂net", "0.241301", "delta δ", "0.00877135")
    assert desk.canvas.texts_of(H1)[5:] == texts
    desk.walkthrough.last_step()
    assert desk.canvas.texts_of(H1)[5:] == texts


def test_an_update_shows_the_old_weight_and_the_new_one_until_it_ends(desk):
    desk.go_to("w5+")
    texts = ("w5", "0.4", "0.237308", "∂", "0.0821670", "+0.0553994", "→", "0.358916")
    assert desk.canvas.texts_of(W5) == texts
    desk.walkthrough.last_step()
    assert desk.canvas.texts_of(W5) == texts
    desk.walkthrough.next_step()
    assert desk.canvas.texts_of(W5) == ("w5", "0.358916", "–", "∂", "–", "–", "→", "–")


SCENARIOS = {
    "worked example": mazur(),
    "sequential": mazur(update_order="sequential"),
    "shared biases": mazur("shared"),
    "2-3-2-2, two samples": network_of(
        [2, 3, 2, 2], 2, l2=0.1, optimizer=OptimizerSettings("momentum", 0.1, {"momentum": 0.9})
    ),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_step_highlights_the_elements_of_its_formula(qtbot, name):
    desk = Desk(qtbot, SCENARIOS[name])
    for _ in range(len(desk.walkthrough.trace)):
        desk.walkthrough.next_step()
        assert desk.canvas.highlighted == elements_of(desk.walkthrough.step)
    desk.walkthrough.first_step()
    assert desk.canvas.highlighted == frozenset()


def test_what_the_step_is_about_has_the_colour_of_the_phase_and_the_rest_fades(desk):
    def ring(element):
        image, rect = desk.canvas.viewport().grab().toImage(), desk.canvas.rect_of(element)
        return [image.pixelColor(rect.left() + dx, rect.center().y()) for dx in range(-2, 5)]

    def nearest(element, colour):
        wanted = QColor(colour).getRgb()[:3]
        return min(sum(abs(a - b) for a, b in zip(c.getRgb()[:3], wanted, strict=True)) for c in ring(element))

    assert nearest(H1, LIGHT.forward) > 60
    desk.go_to("net_h1")
    assert nearest(H1, LIGHT.forward) < 30
    assert nearest(unit_element(1, 1), LIGHT.forward) > 60


def test_double_click_changes_a_weight_as_one_named_undo_step(desk):
    desk.double_click(W5)
    assert desk.editor.text() == "0.4"
    assert desk.editor.selectedText() == "0.4"
    desk.type("0,5")
    desk.press(Qt.Key.Key_Return)
    assert desk.theta[6] == 0.5
    assert desk.canvas.texts_of(W5)[:2] == ("w5", "0.5")
    assert desk.walkthrough.undo_stack.count() == 1
    assert desk.walkthrough.undo_stack.undoText() == "Change w5"
    assert desk.editor is None
    assert QApplication.focusWidget() is desk.canvas
    desk.walkthrough.undo_stack.undo()
    assert desk.canvas.texts_of(W5)[:2] == ("w5", "0.4")


@pytest.mark.parametrize(
    ("element", "text", "undo"),
    [
        (I1, "1/4", "Change i1"),
        (B1, "-2", "Change b1"),
        (TARGET_1, ".25", "Change target of o1"),
        (LEARNING_RATE, "0", "Change learning rate"),
        (W7, "1e-3", "Change w7"),
    ],
)
def test_every_given_number_can_be_changed_in_place(desk, element, text, undo):
    desk.go_to("delta_o1")
    desk.double_click(element)
    desk.type(text)
    desk.press(Qt.Key.Key_Return)
    assert desk.walkthrough.undo_stack.undoText() == undo
    desk.double_click(element)
    assert float(desk.editor.text()) == {"1/4": 0.25, ".25": 0.25, "-2": -2, "0": 0, "1e-3": 0.001}[text]
    desk.press(Qt.Key.Key_Escape)


def test_escape_and_an_unchanged_text_change_nothing(desk):
    for leave in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        desk.double_click(W5)
        if leave == Qt.Key.Key_Escape:
            desk.type("9")
        desk.press(leave)
        assert desk.editor is None
        assert desk.theta[6] == 0.4
    assert desk.walkthrough.undo_stack.count() == 0


def test_the_whole_number_is_edited_not_the_rounded_one(desk):
    desk.walkthrough.next_update()
    desk.double_click(W5)
    assert float(desk.editor.text()) == desk.theta[6]
    assert len(desk.editor.text()) > 12
    desk.press(Qt.Key.Key_Return)
    assert desk.walkthrough.undo_stack.count() == 0


def test_a_bad_entry_keeps_the_editor_open_and_says_why(desk):
    desk.double_click(W5)
    desk.type("abc")
    desk.press(Qt.Key.Key_Return)
    assert desk.editor is not None
    assert "not a number" in desk.sentences[-1]
    why = [label for label in desk.canvas.viewport().findChildren(QLabel) if label.isVisible()]
    assert [label.text() for label in why] == desk.sentences
    assert not why[0].geometry().intersects(desk.editor.geometry())
    desk.press(Qt.Key.Key_Escape)
    assert desk.editor is None
    assert not why[0].isVisible()
    assert desk.walkthrough.undo_stack.count() == 0


def test_leaving_the_editor_commits(desk):
    desk.double_click(W5)
    desk.type("0.75")
    desk.other.setFocus()
    assert desk.theta[6] == 0.75
    assert desk.editor is None
    assert QApplication.focusWidget() is desk.other


def test_leaving_a_bad_entry_restores_the_number_and_says_why(desk):
    desk.double_click(W5)
    desk.type("1/0")
    desk.other.setFocus()
    assert desk.theta[6] == 0.4
    assert desk.editor is None
    assert "divides by zero" in desk.sentences[-1]


def test_the_learning_rate_cannot_be_negative(desk):
    desk.double_click(LEARNING_RATE)
    desk.type("-1")
    desk.press(Qt.Key.Key_Return)
    assert desk.editor is not None
    assert "negative" in desk.sentences[-1]
    desk.press(Qt.Key.Key_Escape)


def test_computed_numbers_cannot_be_edited(desk):
    desk.go_to("out_h1")
    desk.click(H1, 2)
    assert desk.editor is None
    assert desk.canvas.selected == H1


def test_a_selection_lasts_while_stepping_and_ends_with_escape_or_a_click_beside(desk):
    desk.click(W5)
    for _ in range(5):
        desk.walkthrough.next_step()
    assert desk.canvas.selected == W5
    desk.press(Qt.Key.Key_Escape)
    assert desk.canvas.selected is None
    desk.click(H1)
    assert desk.canvas.selected == H1
    desk.qtbot.mouseClick(desk.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 300))
    assert desk.canvas.selected is None


def test_tab_goes_through_units_and_given_numbers_and_out_again(desk):
    order = []
    for _ in range(30):
        desk.press(Qt.Key.Key_Tab)
        if QApplication.focusWidget() is not desk.canvas:
            break
        order.append(desk.canvas.selected)
    assert QApplication.focusWidget() is desk.other
    assert [element.kind for element in order] == [
        *[ElementKind.UNIT] * 6,
        *[ElementKind.WEIGHT] * 8,
        *[ElementKind.BIAS] * 2,
        *[ElementKind.TARGET] * 2,
        ElementKind.SETTING,
    ]
    assert desk.canvas.selected is None
    QTest.keyClick(desk.other, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert desk.canvas.selected == LEARNING_RATE


def test_enter_edits_the_selected_number(desk):
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Return)
    assert desk.editor.text() == "0.05"
    desk.type("7")
    desk.press(Qt.Key.Key_Return)
    assert desk.walkthrough.scenario.data.inputs[0, 0] == 7
    assert desk.editor is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_End])
def test_keys_that_step_are_left_to_the_window(desk, key):
    received = []
    desk.window.keyPressEvent = lambda event: received.append(event.key())
    desk.press(key, desk.canvas)
    assert received == [key]


@pytest.mark.qt_log_ignore("does not support raise", extend=True)  # the offscreen platform says so of every tooltip
def test_hovering_a_number_tells_all_its_digits_and_where_it_came_from(desk):
    desk.go_to("out_h1")
    at = desk.center_of("net", 1, 0)
    viewport = desk.canvas.viewport()
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, at, viewport.mapToGlobal(at)))
    assert "net of h1 = 0.3775" in QToolTip.text()
    assert "net_h1 = w1·i1 + w2·i2 + b1·1 (step 1)" in QToolTip.text()
    QToolTip.hideText()
    desk.qtbot.waitUntil(lambda: not QToolTip.isVisible())


@pytest.mark.qt_log_ignore("does not support raise", extend=True)  # the offscreen platform says so of every tooltip
def test_a_sum_that_goes_on_is_not_told_to_be_the_result(desk):
    desk.walkthrough.next(Granularity.TERM)
    assert "0.0075 +" in " ".join(desk.canvas.texts_of(H1))
    at = desk.center_of("net", 1, 0)
    viewport = desk.canvas.viewport()
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, at, viewport.mapToGlobal(at)))
    assert QToolTip.text() == "net of h1: not computed yet (step 1)"
    QToolTip.hideText()
    desk.qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_number_typed_for_one_sample_is_never_given_to_another(qtbot):
    desk = Desk(qtbot, network_of([2, 2, 1], samples=2))
    before = desk.walkthrough.scenario
    desk.double_click(I1)
    desk.type("7")
    rows = [step.sample for step in desk.walkthrough.trace]
    desk.walkthrough.go_to(1, rows.index(2) + 1)
    assert desk.editor is None
    assert "Another sample" in desk.sentences[-1]
    assert desk.walkthrough.scenario.same_as(before)


def test_an_open_editor_outlives_a_step_if_something_was_typed(desk):
    desk.double_click(W5)
    desk.walkthrough.next_step()
    assert desk.editor is None
    desk.double_click(W5)
    desk.type("0.5")
    desk.walkthrough.next_step()
    assert desk.editor is not None
    desk.press(Qt.Key.Key_Return)
    assert desk.theta[6] == 0.5


def test_another_scenario_is_drawn_in_place_of_the_first(desk):
    desk.click(W5)
    desk.walkthrough.open(network_of([3, 1]), "one unit")
    assert desk.canvas.selected is None
    assert desk.canvas.texts_of(unit_element(1, 0))[0] == "o1"
    assert desk.canvas.rect_of(unit_element(2, 0)).isEmpty()


def test_the_numbers_of_the_unit_of_the_step_are_shown_even_in_a_folded_network(qtbot):
    desk = Desk(qtbot, network_of([64, 64, 10]))
    assert desk.canvas.texts_of(unit_element(1, 30)) == ()
    desk.go_to("net_h31")
    assert desk.canvas.texts_of(unit_element(1, 30))[0] == "h31"


def test_it_is_named_for_screen_readers(desk):
    assert desk.canvas.objectName() == "canvas"
    assert desk.canvas.accessibleName()
    assert desk.canvas.accessibleDescription()


@pytest.mark.parametrize("size", [(634, 404), (793, 604), (1190, 800)], ids=str)
def test_all_that_the_line_is_about_is_in_sight(qtbot, size):
    desk = Desk(qtbot, network_of([2, 3, 3, 3, 3, 3, 1], loss="binary_cross_entropy"), size)
    for line in range(1, len(desk.walkthrough.trace) + 1, 7):
        desk.walkthrough.go_to(1, line)
        for card in desk.canvas.drawing.picture.cards.values():
            rect = desk.canvas.mapFromScene(card.box.left, card.box.top, card.box.width, card.box.height)
            assert desk.canvas.viewport().rect().adjusted(-2, -2, 2, 2).contains(rect.boundingRect()), card


def test_whatever_else_draws_the_picture_draws_all_of_it(desk, qtbot):
    desk.walkthrough.go_to(1, 24)

    def drawn():
        image = QImage(desk.canvas.size(), QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            desk.canvas.render(painter)
        return image

    whole = drawn()
    desk.canvas.viewport().repaint(QRect(0, 0, 20, 20))
    assert drawn() == whole


def test_dimmed_edges_are_painted_anew_all_over(desk, qtbot):
    """A step that dims the edges paints each of them anew, from end to end."""
    before, painted = desk.canvas.drawing.picture.backdrop, []
    desk.canvas.scene().changed.connect(painted.extend)
    desk.walkthrough.go_to(1, 1)
    qtbot.waitUntil(lambda: bool(painted))
    dimmed = [stroke.curve for stroke in desk.canvas.drawing.picture.backdrop if stroke not in before]
    assert len(dimmed) >= 7
    for curve in dimmed:
        assert any(rect.contains(*curve.start) and rect.contains(*curve.end) for rect in painted)
