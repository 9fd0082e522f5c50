"""The panel of settings: what is chosen, typed and ticked there, what it shows, and what it refuses."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget
from worked import mazur, one_unit, square

from explainer.engine.measure.evaluate import evaluate
from explainer.engine.scenario.initialisers import INITIALISERS
from explainer.files.data.generators import GENERATORS
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.losses import LOSSES
from explainer.functions.optimizers import OPTIMIZERS
from explainer.state.edits.training_edits import with_l2, with_optimizer
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.pickers import OWN_FORMULA
from explainer.views.settings import result as results
from explainer.views.settings.panel import SettingsPanel


@pytest.fixture
def open_panel(qtbot):
    """Return a function that opens the panel on a scenario: (walkthrough, panel, what was said)."""

    def open_it(scenario):
        walkthrough = Walkthrough(scenario, "test")
        panel = SettingsPanel(walkthrough, Display())
        walkthrough.setParent(panel)
        qtbot.addWidget(panel)
        said = []
        panel.said.connect(said.append)
        walkthrough.said.connect(said.append)
        with qtbot.waitExposed(panel):
            panel.resize(panel.width(), 1400)
            panel.show()
            panel.activateWindow()
        return walkthrough, panel, said

    return open_it


@pytest.fixture
def opened(open_panel):
    return open_panel(mazur())


def control(panel, name):
    return panel.findChild(QWidget, name)


def choose(qtbot, panel, name, value):
    """Choose from a closed list by its keys."""
    box = control(panel, name)
    box.setFocus()
    index = box.findData(value)
    assert index >= 0, f"{value} is not offered"
    for _ in range(abs(index - box.currentIndex())):
        qtbot.keyClick(box, Qt.Key.Key_Down if index > box.currentIndex() else Qt.Key.Key_Up)


def enter(qtbot, panel, name, text, key=Qt.Key.Key_Return):
    box = control(panel, name)
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, text)
    qtbot.keyClick(box, key)


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(8, widget.height() // 2))


def pick(panel, name, value):
    """Choose without keys: what a click on an entry of the open list does."""
    box = control(panel, name)
    index = box.findData(value)
    assert index >= 0, f"{value} is not offered"
    box.setCurrentIndex(index)
    box.activated.emit(index)


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("setting_loss", LOSSES),
        ("setting_optimizer", OPTIMIZERS),
        ("setting_scheme", INITIALISERS),
        ("output_activation_3", ACTIVATIONS),
    ],
)
def test_everything_in_a_table_is_offered(opened, name, table):
    _, panel, _ = opened
    box = control(panel, name)
    offered = [box.itemData(i) for i in range(box.count()) if box.itemText(i) not in ("", OWN_FORMULA)]
    assert offered == list(table)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_is_chosen_with_its_own_options(opened, name):
    walkthrough, panel, _ = opened
    pick(panel, "setting_optimizer", name)
    assert walkthrough.scenario.optimizer.name == name
    all_options = {option for optimizer in OPTIMIZERS.values() for option in optimizer.options}
    shown = {option for option in all_options if control(panel, f"setting_{option}").isVisible()}
    assert shown == set(OPTIMIZERS[name].options)
    assert control(panel, "setting_learning_rate").isVisible() != OPTIMIZERS[name].is_minimiser
    for option, value in OPTIMIZERS[name].options.items():
        assert float(control(panel, f"setting_{option}").text()) == value
    walkthrough.undo_stack.undo()
    assert control(panel, "setting_optimizer").currentData() == "sgd"
    walkthrough.undo_stack.redo()
    assert control(panel, "setting_optimizer").currentData() == name


@pytest.mark.parametrize("name", [name for name in OPTIMIZERS if OPTIMIZERS[name].options])
def test_every_option_can_be_typed(opened, qtbot, name):
    walkthrough, panel, _ = opened
    pick(panel, "setting_optimizer", name)
    for option in OPTIMIZERS[name].options:
        enter(qtbot, panel, f"setting_{option}", "1/4")
        assert walkthrough.scenario.optimizer.options[option] == 0.25
    assert walkthrough.undo_stack.count() == 1 + len(OPTIMIZERS[name].options)


@pytest.mark.parametrize("name", GENERATORS)
def test_every_generated_set_can_be_chosen(opened, qtbot, name):
    walkthrough, panel, _ = opened
    pick(panel, "setting_source", name)
    assert walkthrough.scenario.data.source["generator"] == name
    enter(qtbot, panel, "setting_data_samples", "12")
    assert "12 training samples" in control(panel, "data_summary").text()
    enter(qtbot, panel, "setting_data_noise", "0,5")
    assert walkthrough.scenario.data.source["noise"] == 0.5
    assert walkthrough.undo_stack.count() == 3


def test_keys_choose_in_a_list(opened, qtbot):
    walkthrough, panel, _ = opened
    for name in (list(OPTIMIZERS)[3], "sgd"):
        choose(qtbot, panel, "setting_optimizer", name)
        assert walkthrough.scenario.optimizer.name == name


def test_a_cross_entropy_brings_its_outputs_in_one_step(opened):
    walkthrough, panel, said = opened
    pick(panel, "setting_loss", "categorical_cross_entropy")
    assert control(panel, "output_activation_3").currentData() == "softmax"
    assert "softmax" in said[-1]
    assert walkthrough.undo_stack.count() == 1
    walkthrough.undo_stack.undo()
    assert control(panel, "output_activation_3").currentData() == "sigmoid"
    assert control(panel, "setting_loss").currentData() == "half_squared_error"


def test_softmax_brings_its_loss(opened):
    _, panel, said = opened
    pick(panel, "output_activation_3", "softmax")
    assert control(panel, "setting_loss").currentData() == "categorical_cross_entropy"
    assert "categorical cross-entropy" in said[-1]


def test_what_cannot_be_is_said_and_the_control_returns(open_panel, qtbot):
    walkthrough, panel, said = open_panel(square())
    pick(panel, "setting_loss", "categorical_cross_entropy")
    assert "an output for each class" in said[-1]
    assert control(panel, "setting_loss").currentData() == "half_squared_error"
    enter(qtbot, panel, "setting_dropout", "1")
    assert "Dropout" in said[-1]
    assert control(panel, "setting_dropout").text() == "0"
    assert not walkthrough.undo_stack.canUndo()


def test_a_minimiser_refuses_mini_batches(opened):
    walkthrough, panel, said = opened
    pick(panel, "setting_source", "circles")
    pick(panel, "setting_batches", "some")
    assert walkthrough.scenario.batch_size == 4
    pick(panel, "setting_optimizer", "bfgs")
    assert walkthrough.scenario.batch_size is None
    assert "whole data set" in said[-1]
    assert control(panel, "setting_batches").currentData() == "all"
    pick(panel, "setting_batches", "one")
    assert "whole data set" in said[-1]
    assert control(panel, "setting_batches").currentData() == "all"


def test_batches_of_every_kind(opened, qtbot):
    walkthrough, panel, _ = opened
    assert not control(panel, "setting_batch_size").isVisible()
    pick(panel, "setting_batches", "some")
    enter(qtbot, panel, "setting_batch_size", "7")
    assert walkthrough.scenario.batch_size == 7
    pick(panel, "setting_batches", "one")
    assert walkthrough.scenario.batch_size == 1
    pick(panel, "setting_batches", "all")
    assert walkthrough.scenario.batch_size is None


def test_numbers_are_typed_as_people_write_them(opened, qtbot):
    walkthrough, panel, said = opened
    for text, value in (("0,25", 0.25), ("1/4", 0.25), ("1e-3", 0.001)):
        enter(qtbot, panel, "setting_learning_rate", text)
        assert walkthrough.scenario.optimizer.learning_rate == value
    assert walkthrough.undo_stack.count() == 2
    enter(qtbot, panel, "setting_learning_rate", "fast")
    assert "not a number" in said[-1]
    assert control(panel, "setting_learning_rate").text() == "fast"
    qtbot.keyClick(control(panel, "setting_learning_rate"), Qt.Key.Key_Escape)
    assert control(panel, "setting_learning_rate").text() == "0.001"
    enter(qtbot, panel, "setting_seed", "1.5")
    assert "whole number" in said[-1]


def test_leaving_an_entry_commits_it(opened, qtbot):
    walkthrough, panel, _ = opened
    enter(qtbot, panel, "setting_l2", "0.5", Qt.Key.Key_Tab)
    assert walkthrough.scenario.l2 == 0.5
    enter(qtbot, panel, "setting_l2", "much", Qt.Key.Key_Tab)
    assert control(panel, "setting_l2").text() == "0.5"


def test_layers_are_added_widened_and_removed(opened, qtbot):
    walkthrough, panel, _ = opened

    def sizes():
        return [layer.units for layer in walkthrough.scenario.network.layers]

    walkthrough.grow(3)
    walkthrough.go_to_end()
    click(qtbot, control(panel, "add_layer"))
    assert sizes() == [2, 2, 2]
    walkthrough.start_anew()
    assert sizes() == [2, 2, 2, 2]
    assert walkthrough.cursor == (1, 0)
    enter(qtbot, panel, "units_3", "5")
    pick(panel, "hidden_activation_3", "tanh")
    assert sizes() == [2, 2, 5, 2]
    assert walkthrough.scenario.network.layers[2].activation == "tanh"
    click(qtbot, control(panel, "remove_2"))
    assert sizes() == [2, 5, 2]
    assert not control(panel, "remove_3").isVisible()
    for _ in range(4):
        walkthrough.undo_stack.undo()
    assert sizes() == [2, 2, 2]
    assert walkthrough.cursor == (4, 0)
    assert control(panel, "units_2").text() == "2"


def test_starting_weights_are_drawn_at_once(opened, qtbot):
    walkthrough, panel, _ = opened
    before = walkthrough.scenario.theta.tolist()
    assert not control(panel, "setting_init_epsilon").isVisible()
    pick(panel, "setting_scheme", "uniform")
    assert control(panel, "setting_init_epsilon").isVisible()
    weights = walkthrough.scenario.network.layers[1].weights(walkthrough.scenario.theta)
    assert abs(weights).max() <= 0.12
    assert walkthrough.scenario.theta.tolist() != before
    enter(qtbot, panel, "setting_init_seed", "7")
    assert walkthrough.scenario.init.seed == 7
    pick(panel, "setting_biases", "shared")
    assert walkthrough.scenario.network.biases == "shared"


def test_the_classic_slip_is_called_one(opened):
    _, panel, _ = opened
    assert not control(panel, "slip").isVisible()
    pick(panel, "setting_update_order", "sequential")
    assert "classic slip" in control(panel, "slip").text()
    assert control(panel, "slip").isVisible()


def test_without_a_hidden_layer_no_slip_is_told(open_panel):
    _, panel, _ = open_panel(one_unit([0.5], 0.0, "sigmoid", [[1.0]]))
    pick(panel, "setting_update_order", "sequential")
    assert control(panel, "slip").text().startswith("Without a hidden layer")


def test_shuffling_is_ticked(opened, qtbot):
    walkthrough, panel, _ = opened
    click(qtbot, control(panel, "setting_shuffle"))
    assert walkthrough.scenario.shuffle
    walkthrough.undo_stack.undo()
    assert not control(panel, "setting_shuffle").isChecked()


def test_the_data_line_tells_the_parts_and_the_scale(opened, qtbot):
    walkthrough, panel, said = opened
    pick(panel, "setting_source", "line")
    assert "1 input instead of 2 and 1 output instead of 2" in said[-1]
    enter(qtbot, panel, "setting_test_fraction", "0.2")
    pick(panel, "setting_scale", "standard")
    assert control(panel, "data_summary").text() == "160 training samples, 40 for testing; inputs scaled: standard."
    assert walkthrough.undo_stack.count() == 3


def test_own_numbers_are_named_only_while_there_are_such(opened):
    walkthrough, panel, _ = opened
    box = control(panel, "setting_source")
    assert box.currentText() == "own numbers"
    pick(panel, "setting_source", "xor")
    assert box.findText("own numbers") < 0
    walkthrough.set_target(0, 0.5)
    assert box.currentText() == "own numbers"


def test_a_csv_file_is_asked_for_elsewhere(opened, qtbot):
    walkthrough, panel, _ = opened
    with qtbot.waitSignal(panel.csv_wanted):
        pick(panel, "setting_source", "csv")
    assert control(panel, "setting_source").currentText() == "own numbers"
    assert not walkthrough.undo_stack.canUndo()


TOTAL = 11
"""The line of the worked example that makes its loss."""


def result(panel, name):
    label = control(panel, f"result_{name}")
    return label.text() if label.isVisible() else ""


def test_the_result_is_that_of_the_last_update_whose_loss_is_told(opened, qtbot):
    walkthrough, panel, _ = opened
    where = control(panel, "result_where")
    qtbot.waitUntil(lambda: where.text() == results.NOT_YET)
    walkthrough.go_to(1, TOTAL - 1)
    QApplication.processEvents()
    assert result(panel, "loss") == ""
    walkthrough.go_to(1, TOTAL)
    qtbot.waitUntil(lambda: result(panel, "loss") == "0.298371")
    assert result(panel, "penalty") == ""
    assert result(panel, "accuracy") == ""
    walkthrough.go_to(2, TOTAL - 1)
    QApplication.processEvents()
    assert (result(panel, "loss"), where.text()) == ("0.298371", "before update 1, all samples")
    walkthrough.go_to(2, TOTAL)
    qtbot.waitUntil(lambda: result(panel, "loss") == "0.291028")
    walkthrough.change(lambda scenario: with_l2(scenario, 1.0))
    walkthrough.last_step()
    qtbot.waitUntil(lambda: result(panel, "penalty") != "")
    total = float(result(panel, "loss"))
    parts = float(result(panel, "data_loss")), float(result(panel, "penalty").removeprefix("+ "))
    assert total == pytest.approx(sum(parts), abs=2e-6)


def test_classes_have_an_accuracy_and_a_test_part_its_own(opened, qtbot):
    walkthrough, panel, _ = opened
    pick(panel, "setting_source", "moons")
    enter(qtbot, panel, "setting_test_fraction", "0.25")
    walkthrough.last_step()
    qtbot.waitUntil(lambda: "of 50" in result(panel, "test_accuracy"))
    assert "of 150" in result(panel, "accuracy")
    assert float(result(panel, "test_loss")) > 0


def test_a_tie_is_undecided_and_numbers_have_no_accuracy(open_panel, qtbot):
    walkthrough, panel, _ = open_panel(one_unit([0.0], 0.0, "sigmoid", [[0.0], [1.0]]))
    walkthrough.last_step()
    qtbot.waitUntil(lambda: result(panel, "loss") != "")
    assert result(panel, "accuracy") == ""
    walkthrough.set_target(0, 1.0)
    qtbot.waitUntil(lambda: result(panel, "accuracy") == "0.0% (0 of 2, 2 undecided)")


def test_nothing_is_calculated_while_the_panel_is_hidden(opened, qtbot):
    walkthrough, panel, _ = opened
    walkthrough.last_step()
    qtbot.waitUntil(lambda: result(panel, "loss") == "0.298371")
    panel.hide()
    walkthrough.go_to(2, TOTAL)
    walkthrough.change(lambda scenario: with_optimizer(scenario, "adam"))
    QApplication.processEvents()
    assert control(panel, "result_loss").text() == "0.298371"
    panel.show()
    assert control(panel, "setting_optimizer").currentData() == "adam"
    qtbot.waitUntil(lambda: result(panel, "loss") == "0.291028")


def test_many_moves_are_calculated_once(opened, qtbot, monkeypatch):
    walkthrough, panel, _ = opened
    walkthrough.last_step()
    qtbot.waitUntil(lambda: result(panel, "loss") == "0.298371")
    calls = []
    monkeypatch.setattr(
        "explainer.state.answers.network_at_cursor.evaluate", lambda *of: calls.append(of) or evaluate(*of)
    )
    for _ in range(30):
        walkthrough.next_update()
    assert not calls
    qtbot.waitUntil(lambda: "before update 30," in control(panel, "result_where").text())
    for _ in range(TOTAL - 1):
        walkthrough.next_step()
        QApplication.processEvents()
    assert len(calls) == 1


def test_the_panel_shows_what_was_in_force_where_the_cursor_is(opened, qtbot):
    walkthrough, panel, _ = opened
    walkthrough.go_to(5, 0)
    enter(qtbot, panel, "setting_learning_rate", "2")
    walkthrough.go_to(4, 0)
    assert control(panel, "setting_learning_rate").text() == "0.5"
    walkthrough.go_to(6, 0)
    assert control(panel, "setting_learning_rate").text() == "2"


def test_every_control_is_named_explained_and_reached_by_tab(opened, qtbot):
    _, panel, _ = opened
    pick(panel, "setting_optimizer", "nadam")
    click(qtbot, control(panel, "add_layer"))
    kinds = (QComboBox, QLineEdit, QCheckBox, QPushButton)
    visible = [widget for kind in kinds for widget in panel.findChildren(kind) if widget.isVisible()]
    for widget in visible:
        assert widget.accessibleName(), widget.objectName()
        assert widget.toolTip() == widget.accessibleDescription() != "", widget.objectName()
    control(panel, "units_2").setFocus()
    reached = []
    while QApplication.focusWidget() not in reached and len(reached) < 2 * len(visible):
        reached.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert set(reached) >= set(visible)
    order = [widget.objectName() for widget in reached]
    assert order[:4] == ["units_2", "hidden_activation_2", "remove_2", "units_3"]


def test_the_wheel_scrolls_and_changes_nothing(opened):
    walkthrough, panel, _ = opened
    box = control(panel, "setting_optimizer")
    position = QPointF(box.rect().center())
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        position,
        position,
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert box.currentData() == "sgd"
    assert not walkthrough.undo_stack.canUndo()


def test_undo_texts_are_words_of_people(opened, qtbot):
    walkthrough, panel, _ = opened
    pick(panel, "setting_optimizer", "adam")
    pick(panel, "setting_source", "xor")
    enter(qtbot, panel, "units_2", "3")
    texts = [walkthrough.undo_stack.text(i) for i in range(3)]
    assert texts == ["Change optimizer to Adam", "Use generated data (XOR)", "Change units of layer 2 to 3"]
    assert not any(re.search(r"_", text) for text in texts)


def test_choosing_what_is_so_already_is_no_edit(opened, qtbot):
    walkthrough, panel, _ = opened
    for name in ("setting_scheme", "setting_optimizer", "hidden_activation_2", "setting_batches"):
        pick(panel, name, control(panel, name).currentData())
    enter(qtbot, panel, "units_2", "02")
    enter(qtbot, panel, "setting_learning_rate", "1/2")
    assert not walkthrough.undo_stack.canUndo()
