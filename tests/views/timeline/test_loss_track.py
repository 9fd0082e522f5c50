"""The track of updates: the losses it draws, where a press, a drag and keys on it lead, and what it says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from networks import network_of
from painted_texts import painted_texts
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from worked import mazur, square

from explainer.picture.palette import LIGHT
from explainer.state.background.trainer import Trainer
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import full, show
from explainer.views.timeline.loss_axes import HINTS
from explainer.views.timeline.loss_track import LossTrack

LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
TOTAL = 11
"""The line of E_total."""


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


def shown(qtbot, walkthrough, width=1000, height=800):
    """Return the track at the foot of a window of this size."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(width, height)
    track = LossTrack(walkthrough, Display(), Trainer(walkthrough), window)
    fit(track, height)
    with qtbot.waitExposed(window):
        window.show()
    return track


def fit(track, height):
    track.window().resize(track.window().width(), height)
    track.fit(height)
    track.setGeometry(0, 0, track.window().width(), track.sizeHint().height())


@pytest.fixture
def track(qtbot, walkthrough):
    return shown(qtbot, walkthrough)


def at(track, update):
    return QPoint(round(track.x_of(update)), track.height() // 3)


def move_to(track, place, modifiers=Qt.KeyboardModifier.NoModifier, buttons=LEFT):
    there = QPointF(place)
    event = QMouseEvent(
        QEvent.Type.MouseMove, there, track.mapToGlobal(there), Qt.MouseButton.NoButton, buttons, modifiers
    )
    QApplication.sendEvent(track, event)
    QApplication.processEvents()


def losses(walkthrough):
    """The loss before each update and that which the last came to."""
    run = walkthrough.run
    further = run.branch(run.scenario_after(run.updates), run.updates)
    further.advance(1)
    return further.losses.tolist()


def drawn(track):
    """The losses that are drawn, in order."""
    return track.curves.line[1].tolist()


def grown(qtbot, track, walkthrough, updates):
    """Train, and wait until it is drawn."""
    walkthrough.grow(updates)
    qtbot.waitUntil(lambda: track.curves.until >= walkthrough.run.updates - 1)
    qtbot.waitUntil(lambda: track.logarithmic.isChecked() == track.curves.scale.is_logarithmic)


def ink(track, colour):
    """How many pixels of the curve's room have a colour."""
    room, image = track.place.room.toRect() & track.rect(), track.grab().toImage()
    wanted = QColor(colour).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(room.left(), room.right()) for y in range(room.top(), room.bottom())
    )


# what is drawn


def test_it_begins_with_a_hint_and_no_curve(track):
    assert drawn(track) == []
    assert HINTS[0] in painted_texts(track)
    track.resize(640, track.height())
    (hint,) = set(HINTS) & set(painted_texts(track))
    assert hint != HINTS[0], "it would be cut"
    assert ink(track, LIGHT.loss) == 0


def test_a_loss_comes_with_its_line_and_the_one_after_not_before_its_own(track, walkthrough):
    walkthrough.go_to(1, TOTAL - 1)
    assert drawn(track) == []
    assert track.accessibleDescription() == "update 1 of 1 · step 10 of 43. loss –"
    walkthrough.next_step()
    before, _ = losses(walkthrough)
    assert drawn(track) == [before]
    assert track.accessibleDescription() == f"update 1 of 1 · step 11 of 43. loss {show(before)}"
    assert ink(track, LIGHT.loss) > 0
    walkthrough.go_to(1, 42)
    assert drawn(track) == [before]
    walkthrough.next_step()
    walkthrough.next_step()
    assert walkthrough.cursor == (2, 1)
    walkthrough.previous_step()
    assert drawn(track) == [before]
    walkthrough.go_to(2, TOTAL)
    walkthrough.go_to(1, 43)
    assert drawn(track) == walkthrough.run.losses.tolist()


def test_among_losses_that_were_trained_that_of_the_cursors_update_is_left_out_until_its_line(track, walkthrough):
    walkthrough.grow(5)
    walkthrough.go_to(3, TOTAL - 1)
    expected = losses(walkthrough)
    expected[2] = np.nan
    assert np.array_equal(drawn(track), expected, equal_nan=True)
    walkthrough.next_step()
    assert drawn(track) == losses(walkthrough)
    walkthrough.hide_result()
    assert drawn(track) == losses(walkthrough)[:2]


def test_of_a_long_run_no_peak_is_that_of_a_loss_that_is_not_known(qtbot, track, walkthrough):
    walkthrough.grow(30_000)
    walkthrough.go_to(1, TOTAL)
    greatest = walkthrough.run.losses[0]
    assert max(drawn(track)) == greatest
    walkthrough.go_to(1, TOTAL - 1)
    assert max(drawn(track)) == walkthrough.run.losses[1]
    assert len(drawn(track)) < 2 * track.width()


def test_what_is_not_computed_is_hatched(qtbot, track, walkthrough):
    grown(qtbot, track, walkthrough, 5)
    image = track.grab().toImage()

    def shades(update):
        x, inner = track.x_of(update), track.place.inner
        columns = range(round(x) + 8, round(x) + 24)
        return {
            image.pixel(column, y)
            for column in columns
            for y in range(round(inner.bottom()) - 9, round(inner.bottom()) - 2)
        }

    assert len(shades(2)) == 1
    assert len(shades(8)) > 1


def test_it_is_as_long_as_a_training_is_to_become(qtbot, walkthrough):
    trainer = Trainer(walkthrough)
    track = LossTrack(walkthrough, Display(), trainer)
    qtbot.addWidget(track)
    track.resize(1000, 90)
    trainer.train(1000)
    assert track.curves.end == 1000
    trainer.stop()
    assert track.curves.end == max(10, walkthrough.run.updates)


def test_many_slices_of_training_are_few_repaints(qtbot, track, walkthrough):
    found = set()
    for _ in range(200):
        walkthrough.grow(1)
        found.add(track.curves)
    assert len(found) < 10
    qtbot.waitUntil(lambda: track.curves.until == 200)


# the axis


def test_the_axis_is_logarithmic_where_the_losses_reach_far_and_can_be_switched(qtbot, track, walkthrough):
    grown(qtbot, track, walkthrough, 100)
    assert not track.curves.scale.is_logarithmic
    assert not track.logarithmic.isChecked()
    grown(qtbot, track, walkthrough, 5000)
    assert track.curves.scale.is_logarithmic
    qtbot.mouseClick(track.logarithmic, LEFT)
    track.repaint()
    assert not track.curves.scale.is_logarithmic
    walkthrough.open(square(), "square")
    grown(qtbot, track, walkthrough, 2)
    qtbot.mouseClick(track.logarithmic, LEFT)
    assert track.curves.scale.is_logarithmic


@pytest.mark.parametrize("width", [700, 761, 823, 940, 1000, 1117])
def test_the_curve_reaches_to_the_last_loss_however_many_are_drawn_as_one(qtbot, walkthrough, width):
    track = shown(qtbot, walkthrough, width)
    walkthrough.grow(5101)
    track.repaint()
    assert track.curves.until == 5101


def test_the_ends_of_the_losses_and_counts_of_updates_are_written(qtbot, track, walkthrough):
    grown(qtbot, track, walkthrough, 1000)
    walkthrough.go_to(1, TOTAL)
    texts = painted_texts(track)
    seen = losses(walkthrough)
    assert {show(max(seen), 3), show(min(seen), 3), "0 updates done", "500", "1,000"} <= set(texts)


# going there


def test_a_press_goes_to_the_same_step_of_another_update(qtbot, track, walkthrough):
    walkthrough.grow(20)
    walkthrough.go_to(3, 18)
    qtbot.mouseClick(track, LEFT, pos=at(track, 15))
    assert walkthrough.cursor == (15, 18)


def test_dragging_to_the_end_computes_nothing_and_back_again_finds_the_step(qtbot, track, walkthrough):
    walkthrough.grow(20)
    walkthrough.go_to(3, 18)
    qtbot.mousePress(track, LEFT, pos=at(track, 3))
    move_to(track, QPoint(2000, 20))
    assert walkthrough.cursor == (21, 0)
    assert walkthrough.run.updates == 20
    move_to(track, at(track, 10))
    qtbot.mouseRelease(track, LEFT, pos=at(track, 10))
    assert walkthrough.cursor == (10, 18)


def test_an_undo_ends_a_drag(qtbot, track, walkthrough):
    walkthrough.grow(20)
    walkthrough.go_to(3, 18)
    walkthrough.set_learning_rate(0.3)
    qtbot.mousePress(track, LEFT, pos=at(track, 5))
    walkthrough.undo_stack.undo()
    there = walkthrough.cursor
    move_to(track, at(track, 15))
    qtbot.mouseRelease(track, LEFT, pos=at(track, 15))
    assert walkthrough.cursor == there


def test_with_shift_a_drag_is_ten_times_as_fine(qtbot, track, walkthrough):
    walkthrough.grow(10_000)
    walkthrough.go_to(5000, 18)
    pixel = (track.x_of(10_001) - track.x_of(1)) / 10_000
    qtbot.mousePress(track, LEFT, SHIFT, pos=at(track, 2000))
    assert walkthrough.cursor == (5000, 18)
    move_to(track, at(track, 2000) + QPoint(50, 0), SHIFT)
    assert walkthrough.cursor.update == pytest.approx(5000 + 5 / pixel, abs=1)
    assert walkthrough.cursor.step == 18


def test_nothing_beyond_the_last_update_can_be_reached(qtbot, track, walkthrough):
    qtbot.mouseClick(track, LEFT, pos=at(track, 8))
    assert walkthrough.cursor == (1, 0)
    walkthrough.grow(3)
    qtbot.mouseClick(track, LEFT, pos=at(track, 8))
    assert walkthrough.cursor == (4, 0)


def test_a_press_on_the_texts_goes_nowhere(qtbot, track, walkthrough):
    walkthrough.grow(20)
    walkthrough.go_to(3, 18)
    qtbot.mouseClick(track, LEFT, pos=QPoint(20, 10))
    assert walkthrough.cursor == (3, 18)


def test_a_run_that_stopped_has_no_update_after_the_last(qtbot, qapp):
    walkthrough = Walkthrough(square().with_learning_rate(10.0))
    walkthrough.grow(1000)
    assert walkthrough.run.stopped
    track = shown(qtbot, walkthrough)
    qtbot.mouseClick(track, LEFT, pos=QPoint(track.width() - 3, 20))
    assert walkthrough.cursor.update == walkthrough.run.updates


def test_the_curve_stays_where_it_is_while_the_text_changes(track, walkthrough):
    walkthrough.grow(999)
    walkthrough.go_to(1, 0)
    before = track.place
    for place in ((1, 5), (999, 43), (1000, 0)):
        walkthrough.go_to(*place)
        assert track.place == before


@pytest.mark.parametrize(
    ("key", "update"),
    [
        (Qt.Key.Key_Right, 51),
        (Qt.Key.Key_Left, 49),
        (Qt.Key.Key_PageDown, 55),
        (Qt.Key.Key_PageUp, 45),
        (Qt.Key.Key_Home, 1),
        (Qt.Key.Key_End, 101),
    ],
)
def test_with_the_focus_keys_go_through_the_updates(qtbot, walkthrough, key, update):
    walkthrough.grow(100)
    walkthrough.go_to(50, 7)
    window = QMainWindow()
    track = LossTrack(walkthrough, Display(), Trainer(walkthrough))
    window.setCentralWidget(track)
    pressed = []
    for name in ("Right", "Left", "PgDown", "PgUp", "Home", "End"):
        QShortcut(QKeySequence(name), window).activated.connect(lambda name=name: pressed.append(name))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    track.setFocus()
    qtbot.keyClick(track, key)
    assert pressed == []
    assert walkthrough.cursor == (update, 7 if update <= 100 else 0)


# what it says


def test_the_mouse_reads_the_loss_and_its_tip_all_digits(qtbot, track, walkthrough):
    grown(qtbot, track, walkthrough, 100)
    loss = walkthrough.run.losses[42]
    move_to(track, at(track, 43), buttons=Qt.MouseButton.NoButton)
    assert f"update 43: loss {show(loss)}" in painted_texts(track)
    assert track.tip_at(track.x_of(43)) == f"before update 43: loss {full(loss)}"
    assert track.tip_at(track.x_of(101)) == "before update 101: not computed yet"
    assert track.tip_at(5) == ""
    QApplication.sendEvent(track, QEvent(QEvent.Type.Leave))
    assert not [text for text in painted_texts(track) if text.startswith("update 43")]


def test_where_the_cursor_is_has_room(qtbot, track, walkthrough):
    walkthrough.grow(100)
    for place, text in (
        ((1, 0), "update 1 of 100 · before step 1 of 43"),
        ((100, 43), "update 100 of 100 · step 43 of 43"),
        ((101, 0), "update 101 · before step 1 of 43"),
    ):
        walkthrough.go_to(*place)
        assert text in painted_texts(track)


def test_after_an_edit_the_run_before_stays_as_a_ghost_with_the_difference_in_words(qtbot, track, walkthrough):
    walkthrough.grow(200)
    walkthrough.go_to(50, TOTAL)
    before = losses(walkthrough)
    walkthrough.set_learning_rate(5.0)
    assert track.curves.ghost[1].tolist() == before
    assert drawn(track) == before[:50]
    assert track.curves.end == 200, "there is room for the run before"
    assert track.accessibleDescription().endswith("as in the run before")
    walkthrough.grow(100)
    walkthrough.go_to(60, TOTAL)
    loss = walkthrough.run.losses[59]
    less = 100 * (before[59] - loss) / before[59]
    assert track.accessibleDescription().endswith(f"{show(less, 2)} % below the run before")
    walkthrough.go_to(60, TOTAL - 1)
    assert "the run before" not in track.accessibleDescription()
    walkthrough.undo_stack.undo()
    assert track.curves.ghost[1].size == 0


def test_it_is_higher_in_a_high_window(qtbot, walkthrough):
    track = shown(qtbot, walkthrough, height=200)
    heights = []
    for height in (200, 400, 600, 1080):
        fit(track, height)
        heights.append(track.height() // track.fontMetrics().height())
        assert track.logarithmic.isVisible() == (heights[-1] > 3)
    assert heights == sorted(heights)
    assert (heights[0], heights[-1]) == (2, 5)


def test_on_a_stage_it_is_a_thin_line(qtbot, walkthrough):
    walkthrough.grow(10)
    walkthrough.go_to(4, TOTAL)
    display = Display()
    track = LossTrack(walkthrough, display, Trainer(walkthrough))
    qtbot.addWidget(track)
    display.set_stage(True)
    track.resize(1000, track.sizeHint().height())
    with qtbot.waitExposed(track):
        track.show()
    assert track.height() < 32
    assert painted_texts(track) == []
    assert ink(track, LIGHT.loss) > 20


def test_the_loss_of_a_batch_is_called_so(qtbot, qapp):
    walkthrough = Walkthrough(replace(network_of((1, 1), 3), batch_size=1))
    track = shown(qtbot, walkthrough)
    walkthrough.go_to(1, len(walkthrough.trace))
    assert f"batch loss {show(walkthrough.known.loss)}" in track.accessibleDescription()
