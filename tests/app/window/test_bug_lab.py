"""The Bug lab tab: a bug is put on and seen everywhere, checked, taken off; a mystery is begun, searched and solved."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QSpinBox,
    QTableView,
    QWidget,
)

from explainer.bugs.lab.mystery import bug_of, kinds_of
from explainer.files.examples import example

CHECK_WAIT = 10_000


def part(window, name, kind=QWidget):
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def texts(window):
    """Return all that labels of the window say that can be seen."""
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def open_lab(window, page=0):
    part(window, "show_bug_lab", QAction).trigger()
    part(window, "lab_pages").setCurrentIndex(page)
    QApplication.processEvents()  # a page that was made just now is shown


def choose(qtbot, window, name):
    """Click a bug in the list."""
    bugs = part(window, "bug_list", QListView)
    model = bugs.model()
    row = next(row for row in range(model.rowCount()) if f" {name}:" in model.index(row, 0).data())
    bugs.scrollTo(model.index(row, 0))
    qtbot.mouseClick(bugs.viewport(), Qt.MouseButton.LeftButton, pos=bugs.visualRect(model.index(row, 0)).center())


def pick(qtbot, window, name, text):
    """Choose an entry of a list."""
    box = part(window, name, QComboBox)
    index = next(index for index in range(box.count()) if text in box.itemText(index))
    box.setCurrentIndex(index)
    box.activated.emit(index)


def press(qtbot, window, name):
    qtbot.mouseClick(part(window, name, QPushButton), Qt.MouseButton.LeftButton)


def test_a_bug_by_mouse(qtbot, window):
    open_lab(window)
    choose(qtbot, window, "no_transpose")
    assert "(bug: no_transpose)" in window.windowTitle()
    assert part(window, "bug_bar").isVisible()
    assert window.walkthrough.undo_stack.undoText() == "Bug no_transpose"
    shown = texts(window)
    assert any("δ_o2·\u200bw<u><b>6</b></u>" in text for text in shown)
    assert not any("171442" in text for text in shown)  # its line has not been reached
    press(qtbot, window, "go_to_bug")
    assert any("−0.01<u><b>71442" in text for text in texts(window))
    qtbot.waitUntil(lambda: any("4 of 8 gradients fail" in text for text in texts(window)), timeout=CHECK_WAIT)
    press(qtbot, window, "bug_off")
    assert "bug" not in window.windowTitle()
    assert not part(window, "bug_bar").isVisible()
    window.walkthrough.undo_stack.undo()
    assert part(window, "bug_bar").isVisible()


def test_a_bug_by_keyboard(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    bugs = part(window, "bug_list", QListView)
    assert bugs.hasFocus()
    for _ in range(2):
        qtbot.keyClick(bugs, Qt.Key.Key_Down)
    qtbot.keyClick(bugs, Qt.Key.Key_Return)
    assert "(bug: sign)" in window.windowTitle()
    qtbot.keyClick(bugs, Qt.Key.Key_Right)
    assert window.walkthrough.cursor.step == 1  # the keys of the walk are the window's


def test_what_cannot_act_is_explained(qtbot, window):
    open_lab(window)
    choose(qtbot, window, "no_mean")
    assert not window.session.lab.is_on
    assert "no_mean can do nothing here" in window.statusBar().currentMessage()


def test_a_bug_counts_from_the_start_and_the_cursor_stays(window):
    window.walkthrough.grow(5)
    window.walkthrough.go_to(4, 12)
    window.session.lab.choose("hid_no_slope")
    assert window.walkthrough.cursor == (4, 12)
    assert window.walkthrough.run.settings(0).bug.name == "hid_no_slope"
    assert window.walkthrough.ghost is not None


def test_losses_of_both_programs(qtbot, window):
    open_lab(window)
    window.session.lab.choose("no_out_slope")
    part(window, "lab_pages").setCurrentIndex(1)
    model = part(window, "errors_after", QTableView).model()
    qtbot.waitUntil(lambda: bool(model.index(1, 1).data()), timeout=CHECK_WAIT)
    assert [model.index(row, 0).data() for row in range(2)] == ["0.291028", "0.258260"]
    right, wrong = (float(model.index(row, 1).data()) for row in range(2))
    assert (right, wrong) == (pytest.approx(0.0200468, abs=5e-8), pytest.approx(0.000525, abs=5e-7))
    assert model.index(0, 2).data() == ""
    assert any("That the loss falls is no test" in text for text in texts(window))


def test_the_check_reads_a_pattern(qtbot, open_app):
    window = open_app("lab")
    window.session.lab.choose("no_out_slope")
    open_lab(window, 2)
    qtbot.waitUntil(lambda: part(window, "lab_check", QPushButton).text() == "Check")  # a small one checks by itself
    press(qtbot, window, "lab_check")
    qtbot.waitUntil(lambda: any("12 of 12 gradients fail" in text for text in texts(window)), timeout=CHECK_WAIT)
    assert not any(text.startswith("▶") for text in texts(window))
    pick(qtbot, window, "lab_sample", "sample 1")
    assert any("check again" in text for text in texts(window))
    press(qtbot, window, "lab_check")
    qtbot.waitUntil(lambda: any("sample 1 alone fail" in text for text in texts(window)), timeout=CHECK_WAIT)
    marked = [text for text in texts(window) if text.startswith("▶")]
    assert len(marked) == 1
    assert "the delta of the outputs" in marked[0]
    cells = part(window, "check_matrices", QTableView).model()
    row = [cells.index(4, column).data() for column in range(4)]
    assert row[0] == "to o1"
    assert len(set(row[1:])) == 1  # the same ratio for both weights and the bias
    assert row[1].startswith("≠ ")


def test_nothing_is_told_while_a_result_is_asked_for(qtbot, window):
    open_lab(window)
    choose(qtbot, window, "sign")
    press(qtbot, window, "go_to_bug")
    assert any("0.741365" in label.text() for label in window.findChildren(QLabel))
    part(window, "predict", QAction).trigger()
    assert not any("0.741365" in label.text() for label in window.findChildren(QLabel))
    assert not part(window, "bug_list").isVisible()
    assert not part(window, "two_lines").isVisible()


def secret_words(window, name):
    """Return what the window says with the name of a bug, but for the lists to answer with."""
    own = {part(window, "mystery_bug"), part(window, "mystery_does"), part(window, "bug_list")}
    said = [window.windowTitle(), window.statusBar().currentMessage(), window.walkthrough.undo_stack.undoText()]
    for widget in window.findChildren(QWidget):
        if widget not in own and not own & {widget.parent()}:
            said += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
            said += [widget.text()] if isinstance(widget, (QLabel, QPushButton)) else []
    return [text for text in said if name in text]


def test_a_mystery(qtbot, window):
    lab, seed = example("lab"), 11
    name = bug_of(lab, seed)
    open_lab(window, 4)
    part(window, "mystery_seed", QSpinBox).setValue(seed)
    press(qtbot, window, "begin_mystery")
    assert "Mystery 11 (mystery bug)" in window.windowTitle()
    assert secret_words(window, name) == []
    for page in (0, 1):
        part(window, "lab_pages").setCurrentIndex(page)
        qtbot.waitUntil(lambda: any("Not while a bug is to be found" in text for text in texts(window)))
    window.walkthrough.last_step()
    part(window, "lab_pages").setCurrentIndex(2)
    press(qtbot, window, "lab_check")
    qtbot.waitUntil(lambda: any("gradients fail" in text for text in texts(window)), timeout=CHECK_WAIT)
    assert part(window, "lab_check", QPushButton).text() == "Check (9 left)"
    assert not any(text.startswith("▶") for text in texts(window))
    part(window, "check_gradients", QPushButton).click()
    assert "counted" in window.statusBar().currentMessage()
    part(window, "lab_pages").setCurrentIndex(4)
    pick(qtbot, window, "mystery_bug", "no_weight")
    press(qtbot, window, "answer_mystery")
    assert "Neither" in part(window, "mystery_said", QLabel).text()
    assert secret_words(window, name) == []
    pick(qtbot, window, "mystery_bug", name)
    part(window, "mystery_line", QComboBox).setCurrentIndex(
        part(window, "mystery_line", QComboBox).findData(kinds_of(lab, name)[0])
    )
    press(qtbot, window, "answer_mystery")
    assert part(window, "mystery_said", QLabel).text().startswith(f"Right: {name}")
    assert f"(bug: {name})" in window.windowTitle()
    window.walkthrough.undo_stack.undo()
    assert "(mystery bug)" in window.windowTitle()


def test_ten_checks_and_giving_up(qtbot, window):
    session = window.session
    session.lab.begin(3)
    assert [session.lab.take_check() for _ in range(11)] == [True] * 10 + [False]
    press(qtbot, window, "bug_off")
    assert bug_of(example("lab"), 3) in window.windowTitle()
    press(qtbot, window, "bug_off")
    assert "bug" not in window.windowTitle()


def margin(lab, box):
    """Return what is left and right of a box."""
    left = box.mapTo(lab, box.rect().topLeft()).x()
    return left, lab.width() - left - box.width()


def test_lists_and_boxes_are_as_far_from_the_right_edge_as_from_the_left(qtbot, window):
    for page, name in ((0, "bug_list"), (3, "false_alarm")):
        open_lab(window, page)
        lab, box = part(window, "bug_lab"), part(window, name)
        qtbot.waitUntil(lambda lab=lab, box=box: len({*margin(lab, box)}) == 1)
        assert margin(lab, box)[0] > 0


def test_a_mystery_is_not_saved(window, tmp_path):
    window.session.lab.begin(3)
    path = tmp_path / "mystery.json"
    window._documents.save_to(str(path))
    assert not path.exists()


def test_a_false_alarm_is_opened(qtbot, window):
    open_lab(window, 3)
    pick(qtbot, window, "false_alarm", "kink")
    assert "2 of 8 disagree" in part(window, "alarm_sound", QLabel).text()
    press(qtbot, window, "open_alarm")
    assert "kink" in window.windowTitle()


def test_a_mystery_can_be_predicted_and_tells_nothing_of_its_formulas(qtbot, window):
    open_lab(window, 4)
    part(window, "mystery_seed", QSpinBox).setValue(7)
    press(qtbot, window, "begin_mystery")
    part(window, "predict", QAction).trigger()
    part(window, "show_lines", QAction).trigger()
    window.walkthrough.go_to(1, 1)
    assert not any("The formula is hidden" in text for text in texts(window))
    entry = part(window, "answer", QLineEdit)
    for answer in ("0.1", "0.2"):
        entry.setText(answer)
        qtbot.keyClick(entry, Qt.Key.Key_Return)
    said = part(window, "answer_message", QLabel).text()
    assert said.startswith("Not this number.")
    assert "how this one does is not told" in said
