"""The timeline: what it tells, and where a press or a drag on it leads."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from networks import network_of
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip
from worked import mazur

from explainer.files.examples import example
from explainer.picture.palette import LIGHT
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Phase
from explainer.trace.lines.trace import Trace
from explainer.views.timeline.names import names
from explainer.views.timeline.strip import Track, stretches
from explainer.views.timeline.view import Timeline

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


def shown(qtbot, walkthrough, width=1000):
    timeline = Timeline(walkthrough, Display())
    qtbot.addWidget(timeline)
    timeline.resize(width, timeline.sizeHint().height())
    with qtbot.waitExposed(timeline):
        timeline.show()
    return timeline


@pytest.fixture
def timeline(qtbot, walkthrough):
    return shown(qtbot, walkthrough)


def on_step(timeline, number):
    return QPoint(round(timeline.steps_track().middle(number)), 18)


def move_to(timeline, place, modifiers=Qt.KeyboardModifier.NoModifier):
    at = QPointF(place)
    event = QMouseEvent(QEvent.Type.MouseMove, at, timeline.mapToGlobal(at), Qt.MouseButton.NoButton, LEFT, modifiers)
    QApplication.sendEvent(timeline, event)
    QApplication.processEvents()


def colour_at(timeline, point):
    return timeline.grab().toImage().pixelColor(point).name().upper()


def test_it_says_where_the_cursor_is(qtbot, timeline, walkthrough):
    assert timeline.accessibleDescription() == "update 1 · before step 1 of 43"
    walkthrough.go_to(1, 23)
    assert timeline.accessibleDescription() == "update 1 of 1 · step 23 of 43"
    walkthrough.grow(9999)
    qtbot.waitUntil(lambda: timeline.accessibleDescription() == "update 1 of 10,000 · step 23 of 43")
    walkthrough.go_to(10_001, 0)
    assert timeline.accessibleDescription() == "after 10,000 updates · update 10,001 · before step 1 of 43"


@pytest.mark.parametrize("step", [1, 8, 9, 23, 43])
def test_a_press_on_a_cell_goes_to_its_step(qtbot, timeline, walkthrough, step):
    qtbot.mouseClick(timeline, LEFT, pos=on_step(timeline, step))
    assert walkthrough.cursor == (1, step)


def test_a_press_left_of_the_first_cell_goes_before_it(qtbot, timeline, walkthrough):
    walkthrough.go_to(1, 5)
    qtbot.mouseClick(timeline, LEFT, pos=QPoint(3, 18))
    assert walkthrough.cursor == (1, 0)


def test_the_other_button_does_nothing(qtbot, timeline, walkthrough):
    qtbot.mouseClick(timeline, Qt.MouseButton.RightButton, pos=on_step(timeline, 5))
    assert walkthrough.cursor == (1, 0)


def test_a_drag_scrubs_and_leaves_out_what_it_passes_while_busy(qtbot, timeline, walkthrough):
    qtbot.mousePress(timeline, LEFT, pos=on_step(timeline, 3))
    seen = []
    walkthrough.moved.connect(lambda: seen.append(walkthrough.cursor.step))
    for step in range(4, 31):
        qtbot.mouseMove(timeline, on_step(timeline, step))
    qtbot.mouseRelease(timeline, LEFT, pos=on_step(timeline, 30))
    assert walkthrough.cursor == (1, 30)
    assert seen == [30]


def test_a_drag_beyond_the_end_stays_on_the_last_step(qtbot, timeline, walkthrough):
    qtbot.mousePress(timeline, LEFT, pos=on_step(timeline, 40))
    qtbot.mouseMove(timeline, QPoint(timeline.width() + 300, -50))
    qtbot.mouseRelease(timeline, LEFT)
    assert walkthrough.cursor == (1, 43)


def test_with_shift_a_drag_goes_a_tenth_of_the_way_of_the_mouse(qtbot, timeline, walkthrough):
    walkthrough.go_to(1, 20)
    shift, cell = Qt.KeyboardModifier.ShiftModifier, timeline.steps_track().width / 43
    begin = on_step(timeline, 5)
    qtbot.mousePress(timeline, LEFT, shift, pos=begin)
    assert walkthrough.cursor == (1, 20), "it starts from where the cursor is"
    move_to(timeline, begin + QPoint(round(40 * cell), 0), shift)
    assert walkthrough.cursor == (1, 24)
    move_to(timeline, on_step(timeline, 30))
    assert walkthrough.cursor == (1, 30), "without Shift it is where the mouse is"


def test_a_move_after_the_release_does_nothing(qtbot, timeline, walkthrough):
    qtbot.mouseClick(timeline, LEFT, pos=on_step(timeline, 5))
    qtbot.mouseMove(timeline, on_step(timeline, 20))
    QApplication.processEvents()
    assert walkthrough.cursor == (1, 5)


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (1, "step 1 · net of h1"),
        (11, "step 11 · sample_error"),
        (24, "step 24 · dE_dout of h1"),
        (43, "step 43 · update of w8"),
    ],
)
def test_the_tip_says_what_the_step_is(timeline, monkeypatch, step, text):
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda place, text, widget: shown.append(text))
    place = on_step(timeline, step)
    QApplication.sendEvent(timeline, QHelpEvent(QEvent.Type.ToolTip, place, timeline.mapToGlobal(place)))
    assert shown == [text]


def test_the_tip_tells_the_sample_where_there_are_several(qtbot, qapp):
    timeline = shown(qtbot, Walkthrough(network_of((1, 1), 3)))
    assert timeline.tip_at(on_step(timeline, 1).toPointF()) == "step 1 · net of o1 · sample 1"


def test_what_is_reached_is_saturated_and_the_rest_is_pale(timeline, walkthrough):
    walkthrough.go_to(1, 20)
    assert colour_at(timeline, on_step(timeline, 3)) == LIGHT.forward
    assert colour_at(timeline, on_step(timeline, 10)) == LIGHT.loss
    assert colour_at(timeline, on_step(timeline, 20)) == LIGHT.backward
    later = colour_at(timeline, on_step(timeline, 25))
    assert later not in (LIGHT.backward, LIGHT.panel)
    walkthrough.go_to(1, 30)
    assert colour_at(timeline, on_step(timeline, 25)) == LIGHT.backward


@pytest.mark.parametrize(("sizes", "samples"), [((2, 2, 2), 1), ((2, 3, 1), 8), ((8, 8, 8, 4), 1), ((1, 2, 1), 700)])
def test_the_stretches_are_the_phases_of_the_lines(sizes, samples):
    trace = Trace(Walkthrough(network_of(sizes, samples)).run.pass_of(1))
    parts = stretches(trace)
    assert parts[0].start == 0
    assert parts[-1].stop == pytest.approx(len(trace))
    for part, following in pairwise(parts):
        assert part.stop == pytest.approx(following.start)
        assert part.phase is not following.phase
    if samples < 100:
        phases = [step.phase for step in trace]
        assert [part.phase for part in parts for _ in range(int(part.start), int(part.stop))] == phases
    share = sum(part.stop - part.start for part in parts if part.phase is Phase.UPDATE)
    assert share == pytest.approx(sum(step.phase is Phase.UPDATE for step in trace))


def test_many_steps_and_samples_can_be_scrubbed(qtbot, qapp):
    walkthrough = Walkthrough(network_of((4, 6, 2), 300))
    timeline = shown(qtbot, walkthrough)
    x = timeline.width() // 2
    qtbot.mouseClick(timeline, LEFT, pos=QPoint(x, 18))
    assert walkthrough.cursor.step == pytest.approx(len(walkthrough.trace) / 2, rel=0.01)


def test_arrow_keys_are_left_to_the_window(qtbot, walkthrough):
    window = QMainWindow()
    timeline = Timeline(walkthrough, Display())
    window.setCentralWidget(timeline)
    pressed = []
    for key in ("Right", "Space", "Home"):
        QShortcut(QKeySequence(key), window).activated.connect(lambda key=key: pressed.append(key))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    timeline.setFocus()
    assert timeline.hasFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Home):
        qtbot.keyClick(timeline, key)
    assert pressed == ["Right", "Space", "Home"]


def test_the_names_of_phases_begin_and_end_with_the_strip(qapp):
    trace = Trace(Walkthrough(network_of((64, 64, 10), 1)).run.pass_of(1))
    metrics = QFontMetricsF(QFont())
    parts = stretches(trace)
    placed = names(parts, parts[0], Track(12, 900, len(trace)), metrics, 20)
    for phase, box in placed:
        width = metrics.horizontalAdvance(phase.value)
        assert box.center().x() - width / 2 + 0.01 >= 12
        assert box.center().x() + width / 2 - 0.01 <= 12 + 900
    assert Phase.FORWARD in [name.phase for name in placed]


@pytest.mark.parametrize(("sizes", "samples"), [((1, 1), 20), ((2, 6, 1), 100), ((2, 3, 2), 4), ((1, 2, 1), 700)])
def test_a_phase_is_named_where_it_is_and_always_that_of_the_cursor(qtbot, qapp, sizes, samples):
    walkthrough = Walkthrough(network_of(sizes, samples))
    timeline = shown(qtbot, walkthrough)
    count, track = len(walkthrough.trace), timeline.steps_track()
    for step in (0, 1, 3, 4, 6, count // 2, count // 2 + 3, count - 1, count):
        walkthrough.go_to(1, step)
        named = timeline.phase_names()
        here, line = named[0], walkthrough.trace[max(step, 1)]
        assert here.phase is line.phase
        assert walkthrough.trace[track.at(here.box.center().x())].phase is line.phase or (
            here.box.left() - 1 <= track.middle(line.number) <= here.box.right() + 1
        )
        for phase, box in named[1:]:
            under = range(track.at(box.left() + 4), track.at(box.right() - 4) + 1)
            assert samples > 200 or phase in {walkthrough.trace[number].phase for number in under}
        assert not [pair for pair in combinations(named, 2) if pair[0].box.intersects(pair[1].box)]


@pytest.mark.parametrize("name", ["mazur", "xor", "batch", "mini_batch", "dropout"])
@pytest.mark.parametrize("width", [1000, 1250, 1900])
def test_each_phase_is_named_somewhere(qapp, name, width):
    trace = Trace(Walkthrough(example(name)).run.pass_of(1))
    parts = stretches(trace)
    placed = names(parts, parts[0], Track(12, width, len(trace)), QFontMetricsF(QFont()), 20)
    assert {name.phase for name in placed} == set(Phase)
