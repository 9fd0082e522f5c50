"""What the canvas tells under the mouse where no number is: what a unit is, and what is known of it at this step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from worked import mazur

from explainer.state.session.display import Display
from explainer.state.walkthrough.moves import Granularity
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.elements import LEARNING_RATE, unit_element, weight_element
from explainer.views.canvas.view import Canvas

# The offscreen platform says so of every tooltip.
pytestmark = pytest.mark.qt_log_ignore("does not support raise", extend=True)
I1, H1, O2 = unit_element(0, 0), unit_element(1, 0), unit_element(2, 1)
NAME = QPoint(0, -33)
"""Where the name of a unit is, from its middle."""


@pytest.fixture
def desk(qtbot):
    walkthrough = Walkthrough(mazur())
    canvas = Canvas(walkthrough, Pointing(walkthrough), Display())
    canvas.player.reduce_motion = True
    canvas.resize(790, 600)
    qtbot.addWidget(canvas)
    with qtbot.waitExposed(canvas):
        canvas.show()
    yield walkthrough, canvas
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def tip_at(canvas, place) -> str:
    QToolTip.hideText()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, canvas.viewport().mapToGlobal(place))
    QApplication.sendEvent(canvas.viewport(), event)
    return QToolTip.text()


def test_a_unit_says_what_it_is_and_what_is_known_of_it(desk):
    walkthrough, canvas = desk
    name = canvas.rect_of(H1).center() + NAME
    what = "<b>h1</b>: unit 1 of layer 2, sigmoid"
    assert tip_at(canvas, name) == f"{what}<br>net of h1: not computed yet<br>out of h1: not computed yet"
    walkthrough.go_to(1, 1)
    assert tip_at(canvas, name) == f"{what}<br>net of h1 = 0.3775<br>out of h1: not computed yet"
    walkthrough.go_to(1, 2)
    assert tip_at(canvas, name) == f"{what}<br>net of h1 = 0.3775<br>out of h1 = 0.5932699921071872"


def test_no_unit_tells_a_number_before_its_line_while_it_is_under_way(desk):
    walkthrough, canvas = desk
    canvas.player.reduce_motion = False
    walkthrough.next(Granularity.LINE)
    assert canvas.player.is_playing
    assert "net of h1: not computed yet" in tip_at(canvas, canvas.rect_of(H1).center() + NAME)
    canvas.player.show_alpha(1.0)
    assert "net of h1 = 0.3775" in tip_at(canvas, canvas.rect_of(H1).center() + NAME)


@pytest.mark.parametrize("notation", Notation)
def test_nothing_of_a_unit_is_silent(desk, notation):
    _, canvas = desk
    canvas._display.set_notation(notation)
    for element, name in ((I1, "i1"), (H1, "h1"), (O2, "o2")):
        place = canvas.rect_of(element)
        for x in range(place.left() + place.width() // 4, place.right() - place.width() // 4, 3):
            for y in range(place.top() + 10, place.bottom() - 10, 3):
                assert name in tip_at(canvas, QPoint(x, y)), (x, y)


def test_the_line_of_a_weight_and_the_words_before_a_setting_tell_it_too(desk):
    _, canvas = desk
    weight = canvas.rect_of(weight_element(0))
    beside = next(
        QPoint(x, weight.center().y())
        for x in range(weight.left(), 0, -1)
        if (found := canvas.drawing.found_at(QPoint(x, weight.center().y()))) and not found.symbol
    )
    assert "w1 = 0.15" in tip_at(canvas, beside)
    rate = canvas.rect_of(LEARNING_RATE)
    assert "learning rate = 0.5" in tip_at(canvas, QPoint(rate.left() - 30, rate.center().y()))
