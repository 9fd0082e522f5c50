"""The loss surface: its numbers are the engine's, the mouse zooms it and drags the point, hidden it does nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionComboBox
from valley import height, valley
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.measure.loss_surface import SurfaceFrame
from explainer.engine.scenario.data import Data
from explainer.files.examples import example
from explainer.picture.palette import THEMES
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Notation
from explainer.views.plots.surface_plot.panel import SurfacePlot
from explainer.views.plotting.heights import Heights

_BOX, _EDIT = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Desk:
    """A surface that is seen, with hands."""

    def __init__(self, qtbot, scenario):
        self.qtbot = qtbot
        self.walkthrough = Walkthrough(scenario, "mine")
        self.display = Display()
        self.plot = SurfacePlot(self.walkthrough, Pointing(self.walkthrough), self.display)
        qtbot.addWidget(self.plot)
        self.plot.resize(700, 500)
        with qtbot.waitExposed(self.plot):
            self.plot.show()
        qtbot.waitUntil(lambda: self.plot.surface.grid is not None)

    def complete(self):
        """Wait for the finest grid; Desk itself waits for the first, coarse one only."""
        self.qtbot.waitUntil(lambda: self.plot.surface.is_complete)
        self.qtbot.waitUntil(lambda: self.plot.terrain.frame == self.plot.surface.frame)

    def point(self, x, y):
        """A place of the viewport."""
        plot = self.plot.plot
        return plot.mapFromScene(plot.plotItem.vb.mapViewToScene(QPointF(x, y)))

    def press(self, x, y):
        QTest.mousePress(self.plot.plot.viewport(), LEFT, NONE, self.point(x, y))

    def move(self, x, y, buttons=LEFT):
        """Move the mouse with its button down; QTest's own moves have no buttons."""
        viewport, at = self.plot.plot.viewport(), self.point(x, y)
        places = QPointF(at), QPointF(viewport.mapToGlobal(at))
        event = QMouseEvent(QEvent.Type.MouseMove, *places, Qt.MouseButton.NoButton, buttons, NONE)
        QApplication.sendEvent(viewport, event)

    def drop(self, x, y):
        QTest.mouseRelease(self.plot.plot.viewport(), LEFT, NONE, self.point(x, y))

    def turn_wheel(self, x, y, steps):
        viewport, at = self.plot.plot.viewport(), self.point(x, y)
        places = QPointF(at), QPointF(viewport.mapToGlobal(at))
        turned = QPoint(0, 120 * steps)
        phase = Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(*places, QPoint(), turned, Qt.MouseButton.NoButton, NONE, phase, False)
        QApplication.sendEvent(viewport, event)

    @property
    def weights(self):
        return self.walkthrough.scenario.theta[:2].tolist()


@pytest.fixture
def desk(qtbot):
    return Desk(qtbot, valley())


def test_the_numbers_of_the_picture_are_those_of_the_loss(desk):
    desk.walkthrough.grow(10)
    desk.complete()
    desk.walkthrough.go_to(1, desk.walkthrough.length_of(1))
    desk.qtbot.waitUntil(lambda: len(desk.plot.surface.trail.done) == 11)
    desk.complete()
    table = desk.plot.table()
    assert table.names == ("w1", "w2", "loss", "updates done")
    is_grid = np.isnan(table["updates done"])
    assert is_grid.sum() == 129 * 129
    w1, w2, loss = (table[name][is_grid] for name in ("w1", "w2", "loss"))
    np.testing.assert_allclose(loss, height(w1, w2), rtol=1e-9, atol=1e-15)
    assert table["updates done"][~is_grid].tolist() == list(range(11))
    np.testing.assert_array_equal(table["w2"][~is_grid], [desk.walkthrough.run.theta(done)[1] for done in range(11)])


def test_it_says_where_the_point_is_and_what_is_held(qtbot, desk):
    assert "The point is at w1 = 3 and w2 = −2; drag" in desk.plot.sentence.text()
    desk.walkthrough.last_step()
    qtbot.waitUntil(lambda: "At w1 = 3 and w2 = −2 the loss is 2.045" in desk.plot.sentence.text())
    said = desk.plot.sentence.text()
    assert "Nothing else is trained" in said
    assert "6 other trained weights and biases are held as before update 1" in Desk(qtbot, mazur()).plot.sentence.text()


def test_the_axes_are_named_in_the_notation(desk):
    axis = desk.plot.plot.getAxis("bottom")
    assert axis.labelText == "w1"
    desk.display.set_notation(Notation.THETA)
    assert axis.labelText == "Θ₁₁⁽¹⁾"


def test_the_choosers_show_symbols_whole(desk):
    for chooser, symbol in ((desk.plot.across, "w1"), (desk.plot.up, "w2")):
        option = QStyleOptionComboBox()
        chooser.initStyleOption(option)
        field = chooser.style().subControlRect(_BOX, option, _EDIT, chooser)
        assert option.currentText == symbol
        assert chooser.currentText().startswith(f"{symbol}   ")
        assert field.width() >= chooser.fontMetrics().horizontalAdvance(symbol)


def test_in_a_low_narrow_panel_the_landscape_has_most_of_the_room(qtbot, desk):
    plot = desk.plot
    plot.resize(390, 215)
    qtbot.waitUntil(lambda: not plot.sentence.isVisible())
    assert len({widget.y() for widget in (plot.across, plot.up, plot.logarithmic)}) == 1
    qtbot.waitUntil(lambda: plot.plot.height() > 0.7 * plot.height())
    assert plot.plot.toolTip() == plot.sentence.text()


def test_heights_are_named_as_fully_as_there_is_room(desk):
    bar, painted = desk.plot.terrain.bar, []
    for high in (300, 110, 40):
        bar.resize(bar.minimumWidth(), high)
        painted.append(bar.name)
    assert painted == ["half squared error, all samples", "half squared error", "loss"]


def test_the_crosshair_tells_the_very_loss(desk):
    readings = {reading.name: reading.value for reading in desk.plot.reading(1.0, 11.0)}
    assert readings == {"w1": "1", "w2": "11", "loss": desk.display.writing.show(height(1.0, 11.0))}


def test_dragging_the_point_sets_both_weights(desk):
    desk.press(3, -2)
    for step in range(1, 9):
        desk.move(3 - step / 4, -2 + step / 4)
    assert desk.weights != [3.0, -2.0]
    assert desk.walkthrough.is_dragging
    desk.drop(1, 0)
    assert desk.weights == pytest.approx([1.0, 0.0], abs=0.05)
    assert not desk.walkthrough.is_dragging
    assert desk.walkthrough.undo_stack.undoText() == "Change w1 and w2"
    assert desk.walkthrough.undo_stack.count() == 1
    desk.walkthrough.undo_stack.undo()
    assert desk.weights == [3.0, -2.0]


def test_escape_takes_a_drag_back(desk):
    desk.press(3, -2)
    for step in range(1, 5):
        desk.move(3 - step / 2, -2)
    QTest.keyClick(desk.plot, Qt.Key.Key_Escape)
    assert desk.weights == [3.0, -2.0]
    desk.move(0, 0)
    desk.drop(0, 0)
    assert desk.weights == [3.0, -2.0]
    assert desk.walkthrough.undo_stack.count() == 0


def test_a_drag_elsewhere_moves_the_picture_only(desk):
    before = desk.plot.surface.frame
    desk.press(5, 1)
    for step in range(1, 5):
        desk.move(5 - step / 2, 1)
    desk.drop(3, 1)
    assert desk.plot.surface.frame.left > before.left + 1
    assert desk.weights == [3.0, -2.0]


def test_the_wheel_looks_closer_and_measures_there(desk):
    before = desk.plot.surface.frame
    desk.turn_wheel(3, -2, 4)
    frame = desk.plot.surface.frame
    assert before.holds(frame)
    assert frame.right - frame.left < 0.9 * (before.right - before.left)
    desk.complete()
    assert desk.plot.surface.grid.x[0] == frame.left


def test_buttons_change_the_range(desk):
    before = desk.plot.surface.frame
    for name, is_wider in (("Look at a wider range", True), ("Look at a narrower range", False)):
        button = next(button for button in desk.plot.controls.children() if getattr(button, "toolTip", str)() == name)
        desk.qtbot.mouseClick(button, LEFT)
        frame = desk.plot.surface.frame
        assert (frame.left < before.left) == is_wider
    assert frame == pytest.approx(before)


def test_hidden_it_measures_nothing(desk):
    desk.plot.hide()
    assert not [timer for timer in desk.plot.findChildren(QTimer) if timer.isActive()]
    grid = desk.plot.surface.grid
    desk.walkthrough.grow(50)
    desk.walkthrough.set_input(0, 5.0)
    assert not [timer for timer in desk.plot.findChildren(QTimer) if timer.isActive()]
    assert desk.plot.surface.grid is grid
    desk.plot.show()
    desk.complete()
    assert desk.plot.surface.grid is not grid


def test_where_the_loss_is_large_it_is_darker_and_the_lowest_is_near_the_best(desk):
    desk.complete()
    image = desk.plot.plot.grab().toImage()

    def light(x, y):
        at, near = desk.point(x, y), range(-6, 7)  # lines of the map and the way are thinner than that
        return np.median([QColor(image.pixel(at.x() + dx, at.y() + dy)).lightness() for dx in near for dy in near])

    assert light(6.7, -5) < light(4.2, -5) < light(1.05, 0.55)


@pytest.mark.parametrize("theme", list(THEMES))
def test_pictures_have_ink_in_every_theme(desk, theme):
    desk.display.set_theme(theme)
    image = QImage.fromData(desk.plot.png())
    colours = {image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}
    assert len(colours) > 50
    svg = desk.plot.svg().decode()
    assert "w1" in svg
    assert "<polyline" in svg or "<path" in svg


def test_heights_that_are_all_one_or_none():
    values = np.array([1.0, np.nan, np.inf])
    flat = Heights(2.0, 2.0, True, np.zeros(0))
    np.testing.assert_array_equal(flat.share(values), [0.0, np.nan, np.nan])
    heights = Heights(1e-4, 1.0, True, np.zeros(0))
    np.testing.assert_allclose(heights.share(np.array([1e-9, 1e-4, 1e-2, 1.0])), [0, 0, 0.5, 1], atol=1e-12)


def test_where_no_loss_is_finite_it_says_so(qtbot):
    desk = Desk(qtbot, valley())
    assert desk.plot.terrain.notice.text == ""
    desk.plot.surface.set_frame(SurfaceFrame(1e160, 2e160, 1e160, 2e160))
    desk.complete()
    qtbot.waitUntil(lambda: "not finite" in desk.plot.terrain.notice.text)
    assert desk.plot.terrain.notice.isVisible()
    assert desk.plot.terrain.bar.numbers == []
    desk.plot.surface.fit()
    desk.complete()
    qtbot.waitUntil(lambda: desk.plot.terrain.notice.text == "")
    assert desk.plot.terrain.bar.numbers


def flat():
    """The valley with no inputs but 0, so that no weight matters."""
    return replace(valley(), data=Data(frozen([[0.0, 0.0]]), frozen([[1.0]])))


def test_where_the_loss_is_the_same_everywhere_it_says_so(qtbot):
    desk = Desk(qtbot, flat())
    qtbot.waitUntil(lambda: "the same everywhere" in desk.plot.terrain.notice.text)


def test_the_bar_has_numbers_as_axes_have_them(qtbot):
    desk = Desk(qtbot, valley())
    desk.plot.surface.set_frame(SurfaceFrame(0.99, 1.01, 0.9, 1.1))
    desk.complete()
    qtbot.waitUntil(lambda: any("·10⁻" in text for text in desk.plot.terrain.bar.numbers))
    assert not any("e" in text for text in desk.plot.terrain.bar.numbers)
    assert "10⁻⁵" in desk.plot.terrain.bar.numbers


def test_the_curvature_is_told_in_numbers_and_newtons_step_goes_to_the_bottom_at_once(qtbot):
    desk = Desk(qtbot, example("batch"))
    assert not desk.plot.note.isVisible()
    QTest.mouseClick(desk.plot.curves, LEFT)
    qtbot.waitUntil(lambda: "η below 2 / 4.20256 = 0.475900" in desk.plot.note.text())
    assert "H by w1 and b_o1: 3.50000, 1.50000; 1.50000, 1.00000" in desk.plot.note.text()
    QTest.mouseClick(desk.plot.newton, LEFT)
    assert desk.weights == pytest.approx([0.9, 0.9], abs=1e-6)
    desk.walkthrough.undo_stack.undo()
    assert desk.weights == [0.0, 0.0]
    QTest.mouseClick(desk.plot.curves, LEFT)
    assert not desk.plot.newton.isVisible()
