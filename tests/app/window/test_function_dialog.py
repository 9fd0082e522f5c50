"""Functions that people write themselves, in the window: typed, seen at once, taken, changed, removed again."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFileDialog, QLineEdit, QPushButton, QWidget

from explainer.files.scenario.scenario_json import read_scenario
from explainer.state.edits.function_edits import with_function
from explainer.views.own_functions.function_curves import FunctionCurves
from explainer.views.own_functions.function_lines import FunctionLines

SILU = "x/(1 + exp(-x))"


@pytest.fixture
def settings(window):
    """Return the window with its settings shown."""
    action = window.findChild(QAction, "settings")
    if not action.isChecked():
        action.trigger()
    return window


def ask(window, control, qtbot):
    """Choose the last entry of a list."""
    return ask_in(window, window.findChild(QComboBox, control), qtbot)


def ask_in(window, box, qtbot):
    """Choose the last entry: what Enter and a click do to it in the open list, which no test can grab keys for."""
    box.setFocus()
    box.setCurrentIndex(box.count() - 1)
    box.activated.emit(box.count() - 1)
    qtbot.waitUntil(lambda: dialog_of(window) is not None and dialog_of(window).isVisible())
    return dialog_of(window)


def dialog_of(window):
    return next((one for one in window.findChildren(QDialog) if one.windowTitle() == "Own function"), None)


def part(dialog, name):
    return dialog.findChild(QWidget, name)


def write(dialog, name, formula):
    """Type a name and a formula, by keys alone: the formula has the focus first."""
    entry = part(dialog, "function_formula")
    entry.selectAll()
    QTest.keyClicks(entry, formula)
    QTest.keyClick(entry, Qt.Key.Key_Backtab)
    part(dialog, "function_name").setFocus()
    part(dialog, "function_name").selectAll()
    QTest.keyClicks(part(dialog, "function_name"), name)


def take(dialog):
    QTest.keyClick(part(dialog, "function_formula"), Qt.Key.Key_Return)


def message(dialog):
    return part(dialog, "function_message").text()


def lines(dialog):
    return dialog.findChild(FunctionLines).accessibleDescription()


def activation(window):
    return window.walkthrough.scenario.network.layers[1].activation


def test_an_activation_is_written_taken_and_undone(settings, qtbot):
    dialog = ask(settings, "hidden_activation_2", qtbot)
    assert part(dialog, "function_place").currentText() == "Layer 2 (sigmoid)"
    write(dialog, "silu", SILU)
    assert lines(dialog) == ("silu(x) = x/(1 + exp(-x)); silu'(x) = (1 + exp(-x) + x*exp(-x))/(1 + exp(-x))**2")
    assert activation(settings) == "sigmoid", "nothing is taken before it is asked for"
    take(dialog)
    assert activation(settings) == f"silu(x) = {SILU}"
    assert not dialog.isVisible()
    assert settings.findChild(QComboBox, "hidden_activation_2").currentText() == "silu"
    assert settings.walkthrough.undo_stack.undoText() == "Change activation of layer 2 to silu"
    settings.findChild(QAction, "undo").trigger()
    assert activation(settings) == "sigmoid"


def test_a_loss_is_written_and_taken(settings, qtbot):
    dialog = ask(settings, "setting_loss", qtbot)
    write(dialog, "cauchy", "log(1 + (target - out)**2)")
    assert lines(dialog).endswith("dE/dout = (-(2*(target - out)/(1 + (target - out)**2)))")
    take(dialog)
    assert settings.walkthrough.scenario.loss == "cauchy(target, out) = log(1 + (target - out)**2)"


@pytest.mark.parametrize(
    ("name", "formula", "said", "mark"),
    [
        ("f", "x/(1 + ", "Character 7: expected a number, a name or (, got the end.", 6),
        ("f", "x/(1 + exq(x))", "Character 8: “exq” is no name in this formula; did you mean “exp”?", 7),
        ("f", "x + y", "Character 5: “y” is no name in this formula", 4),
        ("f", "epx(x)", "Character 1: “epx” is no name in this formula; did you mean “exp”?", 0),
        ("f", "x^2", "Character 2: “^” cannot be in a formula; a power is written **.", 1),
        ("f", "  __import__('os')", "Character 3: “__import__” is no name", 2),
        ("f", "log(0 - exp(x))", "Character 1: it has no finite value for any number from −10 to 10.", 0),
    ],
)
def test_a_mistake_is_told_and_its_place_marked(settings, qtbot, name, formula, said, mark):
    dialog = ask(settings, "hidden_activation_2", qtbot)
    write(dialog, name, formula)
    entry = part(dialog, "function_formula")
    assert message(dialog).startswith(said)
    assert "?." not in message(dialog)
    assert entry.accessibleDescription() == message(dialog)
    assert entry.mark == mark
    take(dialog)
    assert entry.text() == formula
    assert activation(settings) == "sigmoid"
    assert not settings.walkthrough.undo_stack.canUndo()


def test_a_formula_without_a_name_asks_for_one(settings, qtbot):
    dialog = ask(settings, "hidden_activation_2", qtbot)
    assert message(dialog) == ""
    write(dialog, "", SILU)
    assert message(dialog) == "Give it a name to use it."
    write(dialog, "silu", SILU)
    assert message(dialog) == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [("tanh", '"tanh" is already the name'), ("2x", '"2x" is not a name'), ("half_squared_error", "already the name")],
)
def test_a_name_that_cannot_be_is_told(settings, qtbot, name, said):
    dialog = ask(settings, "hidden_activation_2", qtbot)
    write(dialog, name, SILU)
    assert said in message(dialog)
    assert part(dialog, "function_name").mark == 0
    take(dialog)
    assert activation(settings) == "sigmoid"


def test_where_a_formula_has_no_value_is_told_before_it_is_taken(settings, qtbot):
    dialog = ask(settings, "hidden_activation_2", qtbot)
    write(dialog, "root", "sqrt(x)")
    assert message(dialog) == "It has no finite value for x from −6 to −0.03: a run would end there."
    assert dialog.findChild(QPushButton, "function_use").isEnabled()


def test_half_a_formula_is_there_again_when_the_window_is_opened_again(settings, qtbot):
    dialog = ask(settings, "hidden_activation_2", qtbot)
    write(dialog, "silu", "x/(1 + ")
    QTest.keyClick(part(dialog, "function_formula"), Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    dialog = ask(settings, "hidden_activation_2", qtbot)
    assert (part(dialog, "function_name").text(), part(dialog, "function_formula").text()) == ("silu", "x/(1 + ")


def test_what_is_used_is_changed_everywhere_it_is_used_and_removed(settings, qtbot):
    walkthrough = settings.walkthrough
    for place in (1, 2):
        walkthrough.change(lambda scenario, place=place: with_function(scenario, place, f"silu(x) = {SILU}"))
    dialog = ask(settings, "hidden_activation_2", qtbot)
    assert part(dialog, "function_formula").text() == SILU
    write(dialog, "silu", "x/(1 + exp(-2*x))")
    take(dialog)
    assert [layer.activation for layer in walkthrough.scenario.network.layers[1:]] == [
        "silu(x) = x/(1 + exp(-2*x))"
    ] * 2
    dialog = ask(settings, "hidden_activation_2", qtbot)
    remove = part(dialog, "function_remove")
    assert remove.text() == "Remove silu"
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Space)
    assert activation(settings) == "sigmoid"
    assert walkthrough.undo_stack.undoText() == "Remove silu"


def test_a_function_is_in_the_list_of_every_layer_and_of_the_plot(settings, qtbot):
    settings.walkthrough.change(lambda scenario: with_function(scenario, 1, f"silu(x) = {SILU}"))
    outputs = settings.findChild(QComboBox, "output_activation_3")
    assert outputs.findText("silu") >= 0
    settings.findChild(QAction, "plot_activation").trigger()
    qtbot.waitUntil(lambda: gallery(settings) is not None)
    qtbot.waitUntil(lambda: gallery(settings).findText("silu") >= 0)
    dialog = ask_in(settings, gallery(settings), qtbot)
    assert part(dialog, "function_name").text() == "silu"


def gallery(window):
    boxes = window.findChildren(QComboBox)
    return next((box for box in boxes if box.accessibleName() == "Activation function"), None)


def test_nothing_is_written_while_presenting(settings, qtbot):
    dialog = ask(settings, "hidden_activation_2", qtbot)
    settings.findChild(QAction, "present").trigger()
    assert not dialog.isVisible()


def test_arrows_in_a_closed_list_do_not_open_the_window(settings):
    box = settings.findChild(QComboBox, "hidden_activation_2")
    box.setFocus()
    for _ in range(box.count() + 2):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert dialog_of(settings) is None
    assert activation(settings) == "step"


def test_curves_and_lines_are_painted(settings, qtbot):
    dialog = ask(settings, "hidden_activation_2", qtbot)
    for widget in (FunctionLines, FunctionCurves):
        empty = dialog.findChild(widget).grab().toImage()
        write(dialog, "silu", SILU)
        assert dialog.findChild(widget).grab().toImage() != empty
        write(dialog, "", "")
        QTest.keyClick(part(dialog, "function_formula"), Qt.Key.Key_Backspace)


def test_a_function_is_saved_and_opened(settings, qtbot, tmp_path):
    dialog = ask(settings, "hidden_activation_2", qtbot)
    write(dialog, "silu", SILU)
    take(dialog)
    path = tmp_path / "own.json"
    settings.findChild(QAction, "save_as").trigger()
    saving = settings.findChildren(QFileDialog)[-1]
    saving.findChild(QLineEdit, "fileNameEdit").setText(str(path))
    buttons = saving.findChild(QDialogButtonBox)
    QTest.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)
    assert json.loads(path.read_text())["layers"][1]["activation"] == {"name": "silu", "formula": SILU}
    assert read_scenario(path.read_text()).network.layers[1].activation == activation(settings)
