"""As on paper: digits or decimals by menu, beside the exact numbers, told in the window, and kept from then on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QMenu, QTableView, QWidget

from explainer.picture.pages.ink import LettersInk, Paragraph


def trigger(window, name):
    window.findChild(QAction, name).trigger()


def on_page(window):
    """Return what the page of lines says of paper."""
    inks = window.findChild(QWidget, "derivation").page.inks
    return [ink.text for ink in inks if isinstance(ink, LettersInk) and "on paper" in ink.text]


def column(window):
    """Return the step table's column of paper as far as lines are known; nothing where it is not seen."""
    model = window.findChild(QTableView, "step_table").model()
    names = [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())]
    at = names.index("on paper")
    is_seen = not window.findChild(QTableView, "step_table").isColumnHidden(at)
    return [model.index(row, at).data() for row in range(3)] if is_seen else []


def test_digits_and_decimals_are_chosen_by_menu_and_told_beside_the_exact_numbers(window):
    window.walkthrough.go_to(1, 2)
    assert (on_page(window), column(window)) == ([], [])
    trigger(window, "on_paper_3_digits")
    assert on_page(window) == ["on paper 0.593"]
    assert column(window) == ["0.378", "0.593", "–"]
    trigger(window, "on_paper_4_decimals")
    assert on_page(window) == ["on paper 0.5933"]
    assert column(window) == ["0.3775", "0.5933", "–"]
    trigger(window, "on_paper")
    assert (on_page(window), column(window)) == ([], [])
    trigger(window, "on_paper")
    assert on_page(window) == ["on paper 0.5933"]


def test_a_menu_holds_them_with_the_chosen_one_marked(window):
    trigger(window, "on_paper_6_digits")
    menu = next(menu for menu in window.findChildren(QMenu) if menu.title() == "As on Paper")
    assert [action.text() for action in menu.actions()][:3] == ["Round Every Line", "2 decimals", "3 decimals"]
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Round Every Line", "6 digits"]


def test_the_window_says_that_it_is_on_and_a_click_there_leaves_it_out(window, qtbot):
    sign = window.findChild(QAbstractButton, "paper_sign")
    assert not sign.isVisible()
    trigger(window, "on_paper_4_digits")
    assert sign.isVisible()
    assert sign.text() == "On paper: 4 digits  ×"
    qtbot.mouseClick(sign, Qt.MouseButton.LeftButton)
    assert not sign.isVisible()
    assert on_page(window) == []


def test_it_is_kept_for_the_next_start(open_app):
    first = open_app()
    trigger(first, "on_paper_5_digits")
    first.close()
    second = open_app()
    assert second.findChild(QAbstractButton, "paper_sign").text() == "On paper: 5 digits  ×"
    trigger(second, "on_paper")
    second.close()
    third = open_app()
    assert third.display.writing.paper is None
    assert third.display.rounding.spoken == "5 digits"


def ends(window):
    """What the page at the end of an update says of paper."""
    window.walkthrough.go_to(window.walkthrough.cursor.update, len(window.walkthrough.trace))
    window.session.playback.next()
    trigger(window, "previous_step")
    texts = [ink.text for ink in window.findChild(QWidget, "derivation").page.inks if isinstance(ink, Paragraph)]
    return [text for text in texts if text.startswith("On paper")]


def test_the_end_of_an_update_tells_how_far_rounding_has_led(window):
    trigger(window, "on_paper_3_decimals")
    [first] = ends(window)
    assert first.startswith("On paper, with every line rounded to 3 decimals, w")
    window.walkthrough.next_update()
    [second] = ends(window)
    assert second.startswith("On paper, from the exact weights before it, with every line rounded to 3 decimals, w")


def test_where_nothing_is_trained_rounding_leads_nowhere(open_app, tmp_path):
    path = tmp_path / "frozen.json"
    path.write_text(
        '{"format": "backprop-explainer scenario", "version": 2, "frozen": ["w1", "b_o1"],'
        ' "layers": [{"units": 1}, {"units": 1, "weights": [[0.5]], "biases": [0]}],'
        ' "data": {"inputs": [[1]], "targets": [[0]]}}',
        "utf-8",
    )
    window = open_app(str(path))
    trigger(window, "on_paper_3_decimals")
    assert ends(window) == ["On paper, with every line rounded to 3 decimals, no weight is trained."]


def test_nobody_waits_for_a_long_update_on_paper(open_app):
    window = open_app("digits")
    trigger(window, "on_paper_3_digits")
    window.walkthrough.go_to(1, len(window.walkthrough.trace))
    assert on_page(window) == []
