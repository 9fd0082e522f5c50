"""Units that hardly learn, as the canvas marks them: the word in place of "out", and what it means in the tooltip."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from worked import mazur, one_unit

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import unit_element
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.update_plan import plan_of
from explainer.views.canvas.view import Canvas

# The offscreen platform says so of every tooltip.
pytestmark = pytest.mark.qt_log_ignore("does not support raise", extend=True)
H1, H2, O1 = unit_element(1, 0), unit_element(1, 1), unit_element(2, 0)


def canvas_of(qtbot, scenario, size=(790, 600), step=0):
    walkthrough = Walkthrough(scenario)
    walkthrough.go_to(1, step)
    canvas = Canvas(walkthrough, Pointing(walkthrough), Display())
    canvas.resize(*size)
    qtbot.addWidget(canvas)
    with qtbot.waitExposed(canvas):
        canvas.show()
    return walkthrough, canvas


def relu(batch_size=None):
    """Two samples through a ReLU unit that answers 0 to both and one that does not, and a sigmoid that is full."""
    network = Network.of(default_names([1, 2, 1]), ["relu", "sigmoid"], "per_unit")
    theta = frozen([-1.0, 1.0, 0.0, 0.0, 9.0, 9.0, 0.0])
    data = Data(frozen([[1.0], [2.0]]), frozen([[0.0], [0.0]]))
    return Scenario(network, theta, data, batch_size=batch_size)


def words_at(canvas, element):
    """Return what is said of a unit, in the overview of a folded network and at the unit itself."""
    words = {word for text in canvas.texts_of(element) for word in text.split()}
    return words & {"saturated", "dead", "off", "dropped", "!"}


def tip_of(qtbot, canvas, element) -> str:
    place = canvas.rect_of(element).center()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, canvas.viewport().mapToGlobal(place))
    QApplication.sendEvent(canvas.viewport(), event)
    text = QToolTip.text()
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    return text


def test_a_unit_that_learns_is_not_marked(qtbot) -> None:
    walkthrough, canvas = canvas_of(qtbot, mazur())
    walkthrough.last_step()
    assert words_at(canvas, H1) == set()
    assert "aturated" not in tip_of(qtbot, canvas, H1)


def slope_line(scenario):
    return plan_of(scenario, 1).number(Place(Operation.DOUT_DNET, 1, sample=0, unit=0))


def test_a_saturated_unit_is_marked_once_its_slope_is_there(qtbot) -> None:
    scenario = one_unit([1.0], 0.0, "sigmoid", [[9.0]])
    walkthrough, canvas = canvas_of(qtbot, scenario, step=slope_line(scenario) - 1)
    assert words_at(canvas, H1) == set(), "the word would tell the slope"
    walkthrough.next_step()
    canvas.player.show_alpha(1.0)
    assert words_at(canvas, H1) == {"saturated"}
    tip = tip_of(qtbot, canvas, H1)
    assert "within 0.02 of 1, where" in tip
    assert "learns slowly" in tip


def test_while_the_slope_travels_there_it_is_not_marked(qtbot) -> None:
    scenario = one_unit([1.0], 0.0, "sigmoid", [[9.0]])
    walkthrough, canvas = canvas_of(qtbot, scenario, step=slope_line(scenario) - 1)
    walkthrough.next_step()
    canvas.player.show_alpha(0.01)
    assert words_at(canvas, H1) == set()
    canvas.player.show_alpha(1.0)
    assert words_at(canvas, H1) == {"saturated"}


def test_a_dead_unit_is_marked_and_says_why(qtbot) -> None:
    walkthrough, canvas = canvas_of(qtbot, relu())
    walkthrough.last_step()
    assert words_at(canvas, H1) == {"dead"}
    assert words_at(canvas, H2) == set()
    assert words_at(canvas, O1) == {"saturated"}
    assert "out is 0 for all 2 samples to train on" in tip_of(qtbot, canvas, H1)


def test_what_answers_0_to_a_part_of_the_samples_is_off(qtbot) -> None:
    walkthrough, canvas = canvas_of(qtbot, relu(batch_size=1))
    walkthrough.last_step()
    assert words_at(canvas, H1) == {"off"}


def test_a_dropped_unit_is_just_dropped(qtbot) -> None:
    walkthrough, canvas = canvas_of(qtbot, replace(relu(), dropout=0.999))
    walkthrough.last_step()
    assert words_at(canvas, H1) == set(), "not that it is off, too"
    assert canvas.drawing.picture.cards["unit", 1, 0].is_dashed
    canvas.select(H1)
    assert words_at(canvas, H1) == {"dropped"}


def test_of_many_units_those_that_are_stuck_are_marked_too(qtbot) -> None:
    network = Network.of(default_names([1, 9, 1]), ["tanh", "linear"], "per_unit")
    theta = frozen([-9.0] * 9 + [0.0] * 9 + [0.1] * 10)
    walkthrough, canvas = canvas_of(qtbot, Scenario(network, theta, Data(frozen([[1.0]]), frozen([[0.0]]))))
    walkthrough.last_step()
    assert all(words_at(canvas, unit_element(1, unit)) & {"saturated", "!"} for unit in range(9))
    assert words_at(canvas, O1) == set()
