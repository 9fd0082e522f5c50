"""The whole app through real keys and clicks."""

from __future__ import annotations

import csv
import re

import pytest
from golden_data import GOLDEN
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QTabBar,
    QTabWidget,
    QWidget,
)

from explainer.files.locate import load_file
from explainer.functions.optimizers import OPTIMIZERS
from explainer.state.edits.data_edits import with_generated
from explainer.state.edits.network_edits import with_units
from explainer.trace.lines.elements import Element, ElementKind
from explainer.views.controls.controls import ActionButton
from explainer.views.window.actions import ACTIONS
from explainer.views.window.bars.example_list import ExampleList
from explainer.views.window.export_dialog import ExportDialog

RIGHT, LEFT = Qt.Key.Key_Right, Qt.Key.Key_Left


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)


def trigger(window, name):
    window.findChild(QAction, name).trigger()


def described(window):
    return window.findChild(QWidget, "derivation").accessibleDescription()


def message(window):
    return window.statusBar().currentMessage()


def wait_for_training(qtbot, window, updates):
    qtbot.waitUntil(lambda: window.walkthrough.run.updates >= updates)
    qtbot.waitUntil(lambda: window.walkthrough.cursor == (updates + 1, 0))


def test_every_action_has_its_name_a_menu_and_a_tip(window):
    in_menus = {action.objectName(): action for action in below(window.menuBar())}
    for record in ACTIONS:
        action = window.findChild(QAction, record.id)
        assert action.toolTip(), record.id
        assert in_menus[record.id] is action
    named = {action.objectName() for action in window.findChildren(QAction) if action in window.actions()}
    assert named - {""} - {record.id for record in ACTIONS} == set()


def below(menu):
    for action in menu.actions():
        yield action
        if action.menu():
            yield from below(action.menu())


def test_every_view_has_its_name(window):
    for name in ("canvas", "derivation", "timeline", "loss_plot", "step_table", "settings_panel"):
        assert window.findChild(QWidget, name).isEnabled(), name


def test_no_key_has_two_meanings(window):
    actions = [
        action
        for action in window.findChildren(QAction)
        if action.shortcutContext() is Qt.ShortcutContext.WindowShortcut  # others are of a single view
    ]
    keys = [key.toString() for action in actions for key in action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_two_updates_by_key_there_and_back(window, qtbot):
    assert described(window) == ""
    there = [""]
    for _ in range(86):
        press(qtbot, window, RIGHT)
        there.append(described(window))
    assert window.walkthrough.cursor == (2, 43)
    with (GOLDEN / "worked_example_simultaneous.csv").open(encoding="utf-8", newline="") as file:
        rows = [row[9:13] for row in csv.reader(file)][1:]
    assert [text.split("\n")[1:] for text in there[1:44]] == rows
    back = [there[-1]]
    for _ in range(86):
        press(qtbot, window, LEFT)
        back.append(described(window))
    assert back == there[::-1]


def test_keys_for_phases_updates_and_ends(window, qtbot):
    walkthrough = window.walkthrough
    press(qtbot, window, RIGHT, Qt.KeyboardModifier.ShiftModifier)
    assert walkthrough.cursor == (1, 8)
    press(qtbot, window, RIGHT, Qt.KeyboardModifier.ControlModifier)
    assert walkthrough.cursor == (2, 0)
    press(qtbot, window, Qt.Key.Key_Home)
    assert walkthrough.cursor == (1, 0)
    press(qtbot, window, Qt.Key.Key_End)
    assert walkthrough.cursor == (1, 43)
    press(qtbot, window, Qt.Key.Key_PageUp)
    assert walkthrough.cursor == (1, 42)


def test_space_plays_and_pauses(window, qtbot):
    press(qtbot, window, Qt.Key.Key_Space)
    assert window.findChild(QAction, "play_pause").text() == "Pause"
    assert window.walkthrough.cursor == (1, 1)
    press(qtbot, window, Qt.Key.Key_Space)
    assert window.findChild(QAction, "play_pause").text() == "Play"


def test_digits_choose_the_size_of_a_step(window, qtbot):
    press(qtbot, window, Qt.Key.Key_5)
    press(qtbot, window, RIGHT)
    assert window.walkthrough.cursor == (1, 8)
    press(qtbot, window, Qt.Key.Key_2)
    press(qtbot, window, RIGHT)
    assert window.walkthrough.cursor == (1, 9)


def test_ten_thousand_updates_give_the_printed_error(window, qtbot):
    for _ in range(10):
        trigger(window, "train_1000")
    wait_for_training(qtbot, window, 10_000)
    press(qtbot, window, Qt.Key.Key_5)
    press(qtbot, window, RIGHT)
    press(qtbot, window, RIGHT)
    assert described(window).split("\n")[1] == "E_total"
    assert round(float(described(window).split("\n")[4]), 13) == 3.51018778e-05


def test_training_to_an_update_by_typing_it(window, qtbot):
    box = window.findChild(QLineEdit, "to_update")
    box.setFocus()
    qtbot.keyClicks(box, "250")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    wait_for_training(qtbot, window, 250)
    qtbot.keyClicks(box, "2.5")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert "whole number" in message(window)


def test_the_place_after_so_many_updates_is_called_so(window, qtbot):
    box, timeline = window.findChild(QLineEdit, "to_update"), window.findChild(QWidget, "timeline")
    qtbot.keyClicks(box, "3")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    wait_for_training(qtbot, window, 3)
    assert window.walkthrough.cursor == (4, 0)
    assert timeline.accessibleDescription() == "after 3 updates · update 4 · before step 1 of 43"
    assert box.placeholderText() == "updates ="
    assert "before the first line of update 10,001" in box.toolTip()


def test_what_was_said_before_is_gone_when_a_training_begins(window, qtbot):
    entry = window.findChild(QLineEdit, "to_loss")
    entry.setText("0.5")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: message(window).startswith("Update 1 is the first whose loss"))
    QApplication.processEvents()
    entry.setText("0.001")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert not message(window)
    trigger(window, "stop")


def test_training_can_be_stopped_and_is_kept(window, qtbot):
    box = window.findChild(QLineEdit, "to_update")
    qtbot.keyClicks(box, "9000000")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.walkthrough.run.updates > 0)
    trigger(window, "stop")
    done = window.walkthrough.run.updates
    assert 0 < done < 9_000_000
    assert window.walkthrough.cursor == (done + 1, 0)


def test_undo_names_what_it_takes_back(window):
    undo = window.findChild(QAction, "undo")
    assert not undo.isEnabled()
    window.walkthrough.set_learning_rate(0.1)
    assert (undo.text(), undo.isEnabled()) == ("Undo Change learning rate", True)
    undo.trigger()
    assert window.walkthrough.scenario.optimizer.learning_rate == 0.5
    assert window.findChild(QAction, "redo").text() == "Redo Change learning rate"


def test_choosing_a_scenario_opens_it_and_undo_leads_back(window, qtbot):
    chooser = window.findChild(QComboBox, "scenario")
    index = chooser.findData("xor")
    chooser.setCurrentIndex(index)
    chooser.activated.emit(index)
    assert window.walkthrough.name == "xor"
    assert window.walkthrough.cursor == (1, 0)
    trigger(window, "undo")
    assert window.walkthrough.name == "mazur"
    assert chooser.currentData() == "mazur"


@pytest.mark.qt_log_ignore(r"raise\(\)", "grabbing the keyboard", extend=True)  # the offscreen platform does neither
def test_the_open_list_of_examples_is_read_as_a_whole_and_searched(window, qtbot):
    chooser = window.findChild(QComboBox, "scenario")
    chooser.showPopup()
    opened = window.findChild(ExampleList)
    qtbot.waitUntil(opened.isVisible)
    entries = opened.entries
    assert entries.viewport().width() >= entries.sizeHintForColumn(0) > chooser.width()
    assert entries.currentItem().text().strip() == chooser.currentText()

    def seen():
        rows = map(entries.item, range(entries.count()))
        return [row.text().strip() for row in rows if not row.isHidden()]

    assert len(seen()) == chooser.count()
    qtbot.keyClicks(opened.search, "momentum VALLEY")
    assert seen() == ["Optimizers", "Narrow valley: momentum"]
    opened.search.setText("published nielsen")
    assert seen()[0] == "Published examples"
    assert len(seen()) == 3
    opened.search.setText("no such thing")
    assert opened.nothing.isVisible()
    opened.search.setText("xor_bfgs")
    qtbot.keyClick(opened.search, Qt.Key.Key_Return)
    assert not opened.isVisible()
    assert window.walkthrough.name == "xor_bfgs"
    assert chooser.currentData() == "xor_bfgs"


def lines_of(trace):
    """Return the first line of each kind."""
    lines = {}
    for number in range(1, len(trace) + 1):
        lines.setdefault(trace.plan.place(number).operation, number)
    return lines.values()


def test_every_built_in_scenario_can_be_walked(open_app, qtbot):
    window = open_app("xor")
    chooser = window.findChild(QComboBox, "scenario")
    for index in range(chooser.count()):
        if not chooser.itemData(index):
            continue  # the heading of a topic
        chooser.setCurrentIndex(index)
        chooser.activated.emit(index)
        assert window.walkthrough.name == chooser.itemData(index)
        assert window.walkthrough.cursor == (1, 0)
        trigger(window, "next_step")
        for line in lines_of(window.walkthrough.trace):
            window.walkthrough.go_to(1, line)
            assert window.walkthrough.cursor == (1, line)
            assert described(window)


def test_a_heading_in_the_list_of_scenarios_is_no_choice(window):
    chooser = window.findChild(QComboBox, "scenario")
    headings = [index for index in range(chooser.count()) if not chooser.itemData(index)]
    assert headings[0] == 0
    for index in headings:
        assert not chooser.model().flags(chooser.model().index(index, 0)) & Qt.ItemFlag.ItemIsEnabled
        chooser.activated.emit(index)
    assert window.walkthrough.name == "mazur"


def test_another_task_is_no_longer_called_as_the_scenario_it_came_from(open_app, tmp_path):
    window = open_app("xor")
    chooser, title = window.findChild(QComboBox, "scenario"), window.walkthrough.title
    window.walkthrough.change(lambda scenario: with_generated(scenario, "moons"))
    assert window.windowTitle().startswith(f"{title} (changed) ")
    assert chooser.currentText() == f"{title} (changed)"
    window.findChild(QAction, "save").trigger()
    dialog = window.findChild(QFileDialog)
    assert not dialog.selectedFiles() or "xor" not in dialog.selectedFiles()[0]
    dialog.close()
    window._documents.save_to(str(tmp_path / "mine.json"))
    saved = load_file(str(tmp_path / "mine.json"))
    assert (saved.title, saved.notes) == (f"{title} (changed)", "")
    trigger(window, "undo")
    assert chooser.currentText() == title
    assert "changed" not in window.windowTitle()
    trigger(window, "redo")
    chooser.activated.emit(chooser.findData("xor"))
    assert chooser.currentText() == title
    assert len(window.walkthrough.scenario.data.inputs) == 4


def test_edges_meet_their_units_after_the_canvas_has_become_wider(open_app):
    window = open_app()
    canvas, settings = window.findChild(QWidget, "canvas"), window.findChild(QAction, "settings")
    canvas.player.reduce_motion = True
    window.walkthrough.change(lambda scenario: with_generated(scenario, "moons"))
    window.walkthrough.change(lambda scenario: with_units(scenario, 1, 4))
    if not settings.isChecked():
        settings.trigger()
    window.resize(1024, 700)
    QApplication.processEvents()
    canvas.grab()
    settings.trigger()
    QApplication.processEvents()
    window.walkthrough.go_to(1, 3)
    QApplication.processEvents()
    seen = canvas.grab().toImage()
    for item in canvas.scene().items():
        kept = item.cacheMode()
        item.setCacheMode(item.CacheMode.NoCache)
        item.setCacheMode(kept)
    assert canvas.grab().toImage() == seen


@pytest.mark.parametrize("size", [(1280, 800), (1024, 700)])
def test_beside_the_settings_the_tables_need_no_more_than_their_column(open_app, size):
    window = open_app("moons")
    window.resize(*size)
    if not window.findChild(QAction, "settings").isChecked():
        trigger(window, "settings")
    tabs = window.findChild(QTabWidget)
    for index in range(tabs.count()):
        tabs.setCurrentIndex(index)
        QApplication.processEvents()
        assert tabs.width() <= 300
        for button in tabs.currentWidget().findChildren(QPushButton):
            if button.isVisible():
                room = button.mapTo(tabs, button.rect().bottomRight()).x()
                assert room < tabs.width()
                assert button.width() >= button.fontMetrics().horizontalAdvance(button.text()) + 16


def test_a_file_that_cannot_be_used_changes_nothing(window, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text("{", "utf-8")
    window._documents.open_path(str(bad))
    assert "JSON" in message(window)
    assert window.walkthrough.name == "mazur"


def test_what_was_saved_opens_as_it_was(window, tmp_path):
    window.walkthrough.grow(10)
    window.walkthrough.go_to_end()
    path = str(tmp_path / "trained.json")
    window._documents.save_to(path)
    assert message(window) == f"Saved trained.json in {tmp_path}. Its parameters are those before update 11."
    theta = window.walkthrough.scenario.theta.tolist()
    trigger(window, "reset")
    window._documents.open_path(path)
    assert window.walkthrough.scenario.theta.tolist() == theta
    assert window.findChild(QComboBox, "scenario").currentData() == path


def test_saving_again_goes_to_the_file_saved_last(window, tmp_path):
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    window._documents.save_to(str(first))
    window._documents.open_path(str(first))
    window._documents.save_to(str(second))
    before = first.read_bytes()
    window.walkthrough.set_learning_rate(0.125)
    trigger(window, "save")
    assert first.read_bytes() == before
    assert "0.125" in second.read_text("utf-8")


def test_a_file_that_is_left_leaves_the_chooser(window, tmp_path):
    path = str(tmp_path / "mine.json")
    window._documents.save_to(path)
    window._documents.open_path(path)
    chooser = window.findChild(QComboBox, "scenario")
    built_in = chooser.count() - 1
    window._documents.open_built_in("xor")
    assert chooser.count() == built_in


def test_the_window_gets_no_smaller_than_what_is_in_it(window, qtbot):
    window.resize(100, 100)
    assert window.width() <= 1024
    assert window.height() <= 700
    for button in window.findChildren(ActionButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()


def test_controls_keep_their_own_keys(window, qtbot):
    bar, slider = window.findChild(QTabBar), window.findChild(QSlider, "speed")
    for control, key in ((bar, RIGHT), (slider, Qt.Key.Key_Up)):
        control.setFocus()
        qtbot.keyClick(control, key)
    assert bar.currentIndex() == 1
    assert slider.value() == 3
    assert window.walkthrough.cursor == (1, 0)


def test_escape_leaves_the_field_of_the_update(window, qtbot):
    box = window.findChild(QLineEdit, "to_update")
    box.setFocus()
    qtbot.keyClicks(box, "12")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    press(qtbot, window, RIGHT)
    assert window.walkthrough.cursor == (1, 1)


def test_random_weights_show_their_seed(window):
    trigger(window, "new_random_weights")
    assert "seed" in message(window)
    assert window.findChild(QAction, "undo").text().startswith("Undo New random weights (seed")


def test_an_error_in_the_app_is_told_and_the_app_goes_on(window, qtbot):
    from explainer.app.window import Reporter

    with Reporter(window) as reporter:
        reporter.report(ZeroDivisionError, ZeroDivisionError("division by zero"), None)
    assert "ZeroDivisionError" in message(window)
    press(qtbot, window, RIGHT)
    assert window.walkthrough.cursor == (1, 1)


def test_help_explains_every_name_below_the_network(window):
    from explainer.views.window.help_page import Help

    window.findChild(QAction, "shortcuts").trigger()
    text = window.findChild(Help).findChild(QLabel).text()
    made = {name for rule in OPTIMIZERS.values() for name in (*rule.once_lines, *rule.each_lines)}
    for name in ("E total", "E sum", "E batch", "penalty", "objective", *made):
        assert re.search(rf"\b{name.removesuffix('_hat')}\b", text), name


def test_help_is_called_so_and_opens_once(window, qtbot):
    from explainer.views.window.help_page import Help

    help_action = window.findChild(QAction, "shortcuts")
    assert (help_action.text(), help_action.shortcut().toString()) == ("Help", "F1")
    help_action.trigger()
    page = window.findChild(Help)
    assert page.isVisible()
    assert page.windowTitle() == "Help"
    trigger(window, "shortcuts")
    assert len(window.findChildren(Help)) == 1
    page.close()


def test_a_weight_changed_by_double_click_changes_what_follows(window, qtbot):
    canvas = window.findChild(QWidget, "canvas")
    for _ in range(5):
        press(qtbot, window, RIGHT)
    before = described(window)
    qtbot.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.rect_of(element_of_weight(6)).center())
    editor = QApplication.focusWidget()
    qtbot.keyClicks(editor, "1/2")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert "0.5*0.5932699921071872" in described(window)
    assert window.walkthrough.cursor == (1, 5)
    trigger(window, "undo")
    assert described(window) == before


def test_arrows_move_in_the_text_while_a_number_is_edited(window, qtbot):
    canvas = window.findChild(QWidget, "canvas")
    canvas.edit(element_of_weight(6))
    editor = QApplication.focusWidget()
    for key in (LEFT, RIGHT, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space):
        qtbot.keyClick(editor, key)
    assert window.walkthrough.cursor == (1, 0)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    press(qtbot, window, RIGHT)
    assert window.walkthrough.cursor == (1, 1)


def test_the_worked_example_is_exported_through_the_dialog(window, qtbot, tmp_path):
    trigger(window, "export_csv")
    dialog = window.findChild(ExportDialog)
    path = tmp_path / "trace.csv"
    box = dialog.findChild(QLineEdit, "path")
    box.selectAll()
    qtbot.keyClicks(box, str(path))
    qtbot.mouseClick(dialog.findChild(QPushButton, "export_button"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(path.exists)
    assert path.read_bytes() == (GOLDEN / "worked_example_simultaneous.csv").read_bytes()
    assert "43 rows" in message(window)


def element_of_weight(index):
    return Element(ElementKind.WEIGHT, parameter=index)
