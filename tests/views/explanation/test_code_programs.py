"""The choice of programs in the Code tab."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from worked import mazur

from explainer.files.examples import example
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.code.lecture_code import EQUATIONS
from explainer.views.explanation.code.tab import PROGRAMS, CodeTab

LECTURES = [*PROGRAMS][1]


def shown(qtbot, scenario, display=None):
    walkthrough = Walkthrough(scenario)
    tab = CodeTab(walkthrough, display or Display())
    qtbot.addWidget(tab)
    tab.resize(480, 420)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    return tab, walkthrough


def choose_lectures(tab):
    tab.programs.setFocus()
    QTest.keyClick(tab.programs, Qt.Key.Key_Down)


def test_the_lectures_program_is_chosen_by_a_key_and_follows_the_cursor(qtbot):
    tab, walkthrough = shown(qtbot, mazur())
    walkthrough.go_to(1, 26)
    assert not any(row.code == "class Network:" for row in tab.view.rows)
    choose_lectures(tab)
    view = tab.view
    assert view.rows[view.current].code.strip() == "delta = (self.weights[-l + 1].T @ delta)*slope"
    assert view.rows[view.current - 1].comment == f"# {EQUATIONS[2]}"
    rect = view.line_rect(view.current)
    assert rect.top() >= 0
    assert rect.bottom() <= view.viewport().height()
    assert "It has made [0.00877135" in view.accessibleDescription()
    walkthrough.go_to(1, 1)
    assert view.rows[view.current].code.strip() == "z = w @ a + b"
    walkthrough.go_to(1, 0)
    assert view.current == -1


def test_up_down_and_clicks_stay_in_the_layer_of_the_cursor(qtbot):
    tab, walkthrough = shown(qtbot, mazur())
    choose_lectures(tab)
    walkthrough.go_to(1, 5)  # net_o1
    tab.view.setFocus()
    QTest.keyClick(tab.view, Qt.Key.Key_Down)
    assert walkthrough.step.symbol_text == "out_o1"
    QTest.keyClick(tab.view, Qt.Key.Key_Up)
    assert walkthrough.step.symbol_text == "net_o1"
    line = next(i for i, row in enumerate(tab.view.rows) if row.code.strip() == "E = e.sum()")
    tab.view.verticalScrollBar().setValue(tab.view.line_rect(line).top() + tab.view.verticalScrollBar().value() - 20)
    at = tab.view.line_rect(line).center()
    qtbot.mouseClick(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, at.y()))
    assert walkthrough.step.symbol_text == "E_total"


def test_the_button_copies_a_class_that_gives_the_weights(qtbot):
    tab, walkthrough = shown(qtbot, example("l2"))
    choose_lectures(tab)
    walkthrough.go_to(2, 3)
    tab.findChild(object, "copy_program").click()
    names: dict = {}
    exec(QGuiApplication.clipboard().text(), names)
    layer = walkthrough.trace.scenario.network.layers[1]
    np.testing.assert_allclose(names["net"].weights[0], layer.weights(walkthrough.trace.of.theta_after), rtol=1e-12)


def test_what_the_program_leaves_out_is_read_and_said(qtbot):
    tab, walkthrough = shown(qtbot, example("valley_adam"))
    choose_lectures(tab)
    walkthrough.go_to(1, 4)
    assert tab.view.current == -1
    assert "it has no Adam" in tab.view.accessibleDescription()
    width = tab.view.viewport().width()
    assert all(box.right() <= width for line in range(len(tab.view.rows)) for box in tab.view.text_rects(line))
    walkthrough.open(mazur(), "mazur")
    walkthrough.go_to(1, 1)
    assert tab.view.rows[tab.view.current].code.strip() == "z = w @ a + b"


@pytest.mark.parametrize("name", ["mazur", "l1", "digits", "mini_batch"])
def test_code_values_and_comments_of_the_class_do_not_overlap(qtbot, name):
    tab, walkthrough = shown(qtbot, example(name))
    choose_lectures(tab)
    walkthrough.go_to(1, len(walkthrough.trace))
    for line, row in enumerate(tab.view.rows):
        boxes = [box.adjusted(0, 0.5, 0, -0.5) for box in tab.view.text_rects(line)]
        for i, box in enumerate(boxes):
            assert not any(box.intersects(other) for other in boxes[i + 1 :]), (row, boxes)


def test_on_a_stage_the_program_is_alone(qtbot):
    display = Display()
    tab, _ = shown(qtbot, mazur(), display)
    choose_lectures(tab)
    display.set_stage(True)
    assert not tab.programs.isVisible()
    assert any(row.code == "class Network:" for row in tab.view.rows)
