"""The settings panel in the real window: how it comes and goes, and that everything in it can be read."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QTabWidget, QWidget

from explainer.state.edits import data_edits as settings
from explainer.state.edits import network_edits as network_settings
from explainer.state.edits import training_edits as training_settings
from explainer.state.edits.choice_names import spoken
from explainer.state.edits.data_edits import with_digits
from explainer.views.controls.controls import ActionButton

CONTROL = Qt.KeyboardModifier.ControlModifier


def panel_of(window):
    return window.findChild(QWidget, "settings_panel")


def open_it(window):
    window.findChild(QAction, "settings").trigger()
    return panel_of(window)


def pick(panel, name, value):
    box = panel.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_it_comes_and_goes_by_key_and_by_button(window, qtbot):
    panel = panel_of(window)
    assert not panel.isVisible()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Comma, CONTROL)
    assert panel.isVisible()
    button = next(b for b in window.findChildren(ActionButton) if b.text() == "Settings")
    assert button.isChecked()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not panel.isVisible()
    assert window.findChild(QWidget, "canvas").hasFocus()


def test_it_is_remembered(open_app):
    window = open_app()
    open_it(window)
    window.close()
    assert panel_of(open_app()).isVisible()


def test_the_window_still_fits_a_small_screen(window, qtbot):
    panel = open_it(window)
    pick(panel, "setting_optimizer", "nadam")
    window.resize(100, 100)
    QApplication.processEvents()
    window.resize(100, 100)
    assert window.width() <= 1024
    assert window.height() <= 700


def test_no_text_in_it_is_cut(window, qtbot):
    panel = open_it(window)
    pick(panel, "setting_loss", "categorical_cross_entropy")
    window.walkthrough.change(with_digits)
    window.walkthrough.change(lambda scenario: settings.with_test_fraction(scenario, 0.25))
    window.walkthrough.change(lambda scenario: training_settings.with_l2(scenario, 0.25))
    window.walkthrough.change(network_settings.with_added_layer)
    pick(panel, "setting_optimizer", "nadam")
    qtbot.waitUntil(lambda: panel.findChild(QLabel, "result_test_accuracy").isVisible())
    QApplication.processEvents()
    page = panel.widget()
    assert page.minimumSizeHint().width() <= page.width() <= panel.viewport().width()
    for label in page.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            assert label.width() >= label.sizeHint().width(), label.text()
    for button in page.findChildren(QPushButton):
        assert not button.isVisible() or button.width() >= button.sizeHint().width(), button.text()
    for box in page.findChildren(QComboBox):
        if box.isVisible():
            widest = max(box.fontMetrics().horizontalAdvance(box.itemText(i)) for i in range(box.count()))
            assert widest <= box.width() - 34, f"{box.objectName()}: {widest} in {box.width()}"


def test_undo_in_an_entry_takes_back_the_edit(window, qtbot):
    panel = open_it(window)
    entry = panel.findChild(QLineEdit, "setting_learning_rate")
    entry.setFocus()
    entry.selectAll()
    qtbot.keyClicks(entry, "0.25")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert window.walkthrough.scenario.optimizer.learning_rate == 0.25
    qtbot.keyClick(entry, Qt.Key.Key_Z, CONTROL)
    assert window.walkthrough.scenario.optimizer.learning_rate == 0.5
    assert entry.text() == "0.5"


def test_keys_of_the_window_do_not_reach_through_an_entry(window, qtbot):
    panel = open_it(window)
    entry = panel.findChild(QLineEdit, "setting_l1")
    entry.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_5, Qt.Key.Key_End):
        qtbot.keyClick(entry, key)
    assert window.walkthrough.cursor == (1, 0)
    qtbot.keyClick(entry, Qt.Key.Key_Escape)
    assert entry.text() == "0"


def test_a_sentence_has_the_whole_status_bar(window):
    panel = open_it(window)
    hints = next(label for label in window.statusBar().findChildren(QLabel) if "next" in label.text())
    assert hints.isVisible()
    pick(panel, "setting_loss", "categorical_cross_entropy")
    assert "softmax" in window.statusBar().currentMessage()
    assert not hints.isVisible()
    window.walkthrough.next_step()
    window.walkthrough.next_step()
    assert hints.isVisible()


def test_a_csv_file_is_asked_for_by_the_data_table(window):
    panel = open_it(window)
    pick(panel, "setting_source", "csv")
    assert window.findChild(QTabWidget).tabText(window.findChild(QTabWidget).currentIndex()) == "Data"
    dialog = window.findChild(QFileDialog)
    assert dialog.isVisible()
    dialog.close()


def test_every_optimizer_can_be_walked_and_trained(window):
    panel = open_it(window)
    box = panel.findChild(QComboBox, "setting_optimizer")
    for index in range(box.count()):
        pick(panel, "setting_optimizer", box.itemData(index))
        assert box.currentText() == spoken(window.walkthrough.scenario.optimizer.name)
        window.walkthrough.last_step()
        assert window.walkthrough.cursor.step == len(window.walkthrough.trace) > 0
        window.walkthrough.first_step()
