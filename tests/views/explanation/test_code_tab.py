"""The code tab: the program of the update, its line and its numbers at the cursor, and what a click and keys do."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow
from worked import mazur, square

from explainer.files.examples import example
from explainer.picture.palette import DARK, LIGHT, blend
from explainer.state.session.display import Display
from explainer.state.walkthrough.moves import Granularity
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import BOX
from explainer.views.explanation.code.view import CodeView


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur())


@pytest.fixture
def display(qapp):
    return Display()


@pytest.fixture
def view(qtbot, walkthrough, display):
    return shown(qtbot, walkthrough, display)


def shown(qtbot, walkthrough, display=None, size=(480, 320)):
    view = CodeView(walkthrough, display or Display())
    qtbot.addWidget(view)
    view.resize(*size)
    with qtbot.waitExposed(view):
        view.show()
    return view


def row(view, start):
    """Return the one row of the update whose code begins so."""
    (found,) = [row for row in view.rows[view.listing.prologue :] if row.code.strip().startswith(start)]
    return found


def line(view, start) -> int:
    return view.rows.index(row(view, start))


def click(qtbot, view, at):
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.line_rect(at).center())


def test_before_the_first_step_no_line_is_marked_and_nothing_is_known(view):
    assert view.current == -1
    assert view.accessibleName()
    assert row(view, "a_h").values == (BOX,)
    assert view.rows[0].code == "import numpy as np"
    assert view.verticalScrollBar().value() == 0


def test_the_line_and_its_numbers_follow_the_cursor(view, walkthrough):
    walkthrough.go_to(1, 4)
    assert view.rows[view.current].code == "a_h = 1/(1 + np.exp(-z_h))"
    assert row(view, "a_h").values == ("[0.593270, 0.596884]",)
    assert view.accessibleDescription().endswith("a_h = 1/(1 + np.exp(-z_h)). It has made [0.593270, 0.596884]")
    walkthrough.previous_step()
    assert view.rows[view.current].code == "z_h = W_h @ x + b_h"
    assert row(view, "a_h").values == (f"[0.593270, {BOX}]",)
    walkthrough.go_to(1, 43)
    assert row(view, "W_o").values == ("[[0.358916, 0.408666],", " [0.511301, 0.561370]]")


def test_a_result_that_is_still_added_up_is_not_told(view, walkthrough):
    walkthrough.next(Granularity.TERM)
    assert row(view, "z_h").values == (BOX,)
    assert view.rows[view.current].code == "z_h = W_h @ x + b_h"
    assert view.accessibleDescription().endswith("It has made nothing yet")
    walkthrough.next_step()
    assert row(view, "z_h").values == (f"[0.3775, {BOX}]",)
    walkthrough.next(Granularity.TERM)
    assert row(view, "z_h").values == (f"[0.3775, {BOX}]",)


def test_the_current_line_is_always_in_sight(qtbot, walkthrough):
    view = shown(qtbot, walkthrough, size=(480, 160))
    for step in (*range(1, 44), *range(43, 0, -1)):
        walkthrough.go_to(1, step)
        rect = view.line_rect(view.current)
        assert rect.top() >= 0
        assert rect.bottom() <= view.viewport().height()


def test_the_current_line_is_pale_in_the_colour_of_its_phase_in_every_theme(view, walkthrough, display):
    walkthrough.go_to(1, 20)
    for palette in (LIGHT, DARK):
        display.set_theme(palette.name)
        image = view.viewport().grab().toImage()
        rect = view.line_rect(view.current)
        assert image.pixelColor(rect.right() - 3, rect.center().y()) == QColor(
            blend(palette.backward, palette.panel, 0.86)
        )
        assert image.pixelColor(2, rect.center().y()) == QColor(palette.backward)
        other = view.line_rect(view.current - 2).center()
        assert image.pixelColor(rect.right() - 3, other.y()) == QColor(palette.panel)


def test_digits_and_zoom_are_those_of_the_display(view, walkthrough, display):
    walkthrough.go_to(1, 4)
    before = view.line_rect(0).height()
    display.set_digits(4)
    assert row(view, "a_h").values == ("[0.5933, 0.5969]",)
    display.set_zoom(2.0)
    assert view.line_rect(0).height() == pytest.approx(2 * before, abs=2)


def test_a_click_goes_to_the_first_step_of_a_line(qtbot, view, walkthrough):
    walkthrough.go_to(1, 43)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    click(qtbot, view, line(view, "dW_o"))
    assert walkthrough.step.symbol_text == "dE_total/dw5"
    walkthrough.go_to(1, 0)
    click(qtbot, view, 0)
    assert walkthrough.cursor == (1, 0)


def test_in_a_batch_a_click_stays_with_the_sample(qtbot, qapp):
    walkthrough = Walkthrough(square())
    view = shown(qtbot, walkthrough, size=(480, 900))
    trace = walkthrough.trace
    second = next(span for span in trace.plan.spans if span.sample == 1)
    walkthrough.go_to(1, second.first)
    click(qtbot, view, line(view, "delta_o"))
    assert walkthrough.step.operation == "delta"
    assert walkthrough.step.place.sample == 1


def test_up_and_down_go_from_line_to_line_and_other_keys_are_left_to_the_window(qtbot, walkthrough, display):
    window = QMainWindow()
    view = CodeView(walkthrough, display)
    window.setCentralWidget(view)
    pressed = []
    for key in ("Right", "Left", "Space", "Home", "End", "1"):
        QShortcut(QKeySequence(key), window).activated.connect(lambda key=key: pressed.append(key))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    view.setFocus()
    codes = []
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Down)
        codes.append(view.rows[view.current].code.split(" ")[0])
    qtbot.keyClick(view, Qt.Key.Key_Up)
    codes.append(view.rows[view.current].code.split(" ")[0])
    assert codes == ["z_h", "a_h", "z_o", "a_h"]
    where = walkthrough.cursor
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_1):
        qtbot.keyClick(view, key)
    assert pressed == ["Right", "Left", "Space", "Home", "End", "1"]
    assert walkthrough.cursor == where


def test_copy_puts_a_program_on_the_clipboard_that_makes_the_update(qtbot, qapp):
    walkthrough = Walkthrough(example("dropout"))
    view = shown(qtbot, walkthrough)
    with qtbot.waitActive(view):
        view.activateWindow()
    view.setFocus()
    walkthrough.go_to(2, 3)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    names: dict[str, object] = {}
    exec(QGuiApplication.clipboard().text(), names)
    after = walkthrough.trace.of.theta_after
    np.testing.assert_allclose(np.ravel(names["W_h"]), after[: names["W_h"].size], rtol=1e-9)


def test_nothing_is_written_while_it_is_not_seen(view, walkthrough):
    view.hide()
    walkthrough.go_to(1, 4)
    assert view.current == -1
    view.show()
    assert view.rows[view.current].code.startswith("a_h")


def test_an_edit_and_another_scenario_are_followed(view, walkthrough):
    walkthrough.go_to(1, 2)
    walkthrough.set_input(0, 1.0)
    assert row(view, "z_h").values == (f"[0.52, {BOX}]",)
    walkthrough.open(square(), "square")
    assert row(view, "a_h").code.strip() == "a_h = np.tanh(z_h)"


@pytest.mark.parametrize("name", ["mazur", "valley_nadam", "digits", "dropout", "l1", "xor_bfgs"])
@pytest.mark.parametrize("zoom", [1.0, 2.0])
def test_code_values_and_comments_do_not_overlap(qtbot, qapp, name, zoom):
    display = Display()
    display.set_zoom(zoom)
    walkthrough = Walkthrough(example(name))
    view = shown(qtbot, walkthrough, display, (480, 400))
    walkthrough.go_to(1, len(walkthrough.trace))
    for at, shown_row in enumerate(view.rows):
        boxes = [box.adjusted(0, 0.5, 0, -0.5) for box in view.text_rects(at)]
        assert len(boxes) == len([text for text in (shown_row.code, shown_row.comment, *shown_row.values) if text])
        for i, box in enumerate(boxes):
            assert not any(box.intersects(other) for other in boxes[i + 1 :]), (shown_row, boxes)
    assert view.horizontalScrollBar().maximum() + view.viewport().width() >= max(
        box.right() for at in range(len(view.rows)) for box in view.text_rects(at)
    )


def test_the_mouse_shows_what_can_be_clicked(qtbot, view):
    for at, shape in ((0, Qt.CursorShape.ArrowCursor), (line(view, "z_h"), Qt.CursorShape.PointingHandCursor)):
        qtbot.mouseMove(view.viewport(), view.line_rect(at).center() + QPoint(1, 0))
        assert view.viewport().cursor().shape() == shape
