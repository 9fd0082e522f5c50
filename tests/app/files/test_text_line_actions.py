"""Copy as Text Line and Open Text Line, by their actions and the clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction, QGuiApplication

from explainer.files.examples import example
from explainer.files.text_line import line_of


def does(window, name):
    window.findChild(QAction, name).trigger()


@pytest.fixture
def clipboard(qapp):
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    return clipboard


def test_what_is_copied_is_opened_again_with_its_weights(window, clipboard):
    window.session.set_number("w1", 0.77)
    does(window, "copy_line")
    assert clipboard.text().startswith("backprop:1:")
    does(window, "undo")
    does(window, "paste_line")
    assert window.walkthrough.scenario.theta[0] == 0.77
    does(window, "undo")
    assert window.walkthrough.scenario.theta[0] == 0.15


def test_another_scenario_takes_the_place_of_this_one(window, clipboard):
    clipboard.setText(line_of(example("xor")))
    does(window, "paste_line")
    assert window.walkthrough.scenario.network.shape == example("xor").network.shape
    assert window.walkthrough.title == example("xor").title


@pytest.mark.parametrize("text", ["", "hello", "backprop:1:QUJD"])
def test_what_is_no_line_changes_nothing_and_is_explained(window, clipboard, text):
    clipboard.setText(text)
    said = []
    window._documents.said.connect(said.append)
    does(window, "paste_line")
    assert said[0].startswith("There is no line of a scenario on the clipboard: ")
    assert said[0].endswith(".")
    assert window.walkthrough.scenario.same_as(example("mazur"))
