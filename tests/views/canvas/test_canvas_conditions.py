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
    assert canvas.texts_of(H1)[3] == "out"
    assert "aturated" not in tip_of(qtbot, canvas, H1)


def slope_line(scenario):
    return plan_of(scenario, 1).number(Place(Operation.DOUT_DNET, 1, sample=0, unit=0))


def test_a_saturated_unit_is_marked_once_its_slope_is_there(qtbot) -> None:
    scenario = one_unit([1.0], 0.0, "sigmoid", [[9.0]])
    walkthrough, canvas = canvas_of(qtbot, scenario, step=slope_line(scenario) - 1)
    assert canvas.texts_of(H1)[3] == "out", "the word would tell the slope"
    walkthrough.next_step()
    canvas.player.show_alpha(1.0)
    assert canvas.texts_of(H1)[3] == "saturated"
    tip = tip_of(qtbot, canvas, H1)
    assert "within 0.02 of 1, where" in tip
    assert "learns slowly" in tip


def test_while_the_slope_travels_there_it_is_not_marked(qtbot) -> None:
    scenario = one_unit([1.0], 0.0, "sigmoid", [[9.0]])
    walkthrough, canvas = canvas_of(qtbot, scenario, step=slope_line(scenario) - 1)
    walkthrough.next_step()
    canvas.player.show_alpha(0.01)
    assert canvas.texts_of(H1)[3] == "out"
    canvas.player.show_alpha(1.0)
    assert canvas.texts_of(H1)[3] == "saturated"


def test_a_dead_unit_is_marked_and_says_why(qtbot) -> None:
    walkthrough, canvas = canvas_of(qtbot, relu())
    walkthrough.last_step()
    assert canvas.texts_of(H1)[3] == "dead"
    assert canvas.texts_of(H2)[3] == "out"
    assert canvas.texts_of(O1)[3] == "saturated"
    assert "out is 0 for all 2 samples to train on" in tip_of(qtbot, canvas, H1)


def test_what_answers_0_to_a_part_of_the_samples_is_off(qtbot) -> None:
    walkthrough, canvas = canvas_of(qtbot, relu(batch_size=1))
    walkthrough.last_step()
    assert canvas.texts_of(H1)[3] == "off"


def test_a_dropped_unit_is_just_dropped(qtbot) -> None:
    walkthrough, canvas = canvas_of(qtbot, replace(relu(), dropout=0.999))
    walkthrough.last_step()
    assert canvas.texts_of(H1)[3] == "dropped"


@pytest.mark.parametrize(
    ("activation", "first", "word"),
    [("tanh", "h1", "!"), ("tanh", "long", "sat."), ("relu", "h1", "!"), ("tanh", "very_long", "saturated")],
)
def test_flat_units_have_a_mark_under_their_name_as_long_as_there_is_room(qtbot, activation, first, word) -> None:
    names = default_names([1, 9, 1])
    names[1] = (first, *names[1][1:])
    network = Network.of(names, [activation, "linear"], "per_unit")
    theta = frozen([-9.0] * 9 + [0.0] * 9 + [0.1] * 10)
    walkthrough, canvas = canvas_of(
        qtbot, Scenario(network, theta, Data(frozen([[1.0]]), frozen([[0.0]]))), size=(790, 500)
    )
    assert canvas.texts_of(H1)[0] == first
    walkthrough.last_step()
    assert canvas.texts_of(H1)[:2] == (first, word)
