"""The loss plot: the run's own losses, a marker at the cursor, a click that goes to an update."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication, QLabel
from worked import mazur, square

from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import full, show
from explainer.views.plots.histories.loss_plot import HINT, LossPlot, above_zero

LEFT = Qt.MouseButton.LeftButton
TOTAL = 11
"""The line of E_total."""


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


@pytest.fixture
def plot(qtbot, walkthrough):
    plot = LossPlot(walkthrough, Display())
    qtbot.addWidget(plot)
    plot.resize(600, 320)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


def drawn(curve):
    """The numbers that a curve was given, as (x, y)."""
    x, y = curve.getOriginalDataset()
    return ([], []) if x is None else (x.tolist(), y.tolist())


def losses(walkthrough):
    """The loss before each update and that which the last came to: the one that another update begins with."""
    run = walkthrough.run
    further = run.branch(run.scenario_after(run.updates), run.updates)
    further.advance(1)
    return further.losses.tolist()


def after_repaint(qtbot, plot, walkthrough):
    qtbot.waitUntil(lambda: len(drawn(plot.curve)[0]) == walkthrough.run.updates + 1)


def place_of(plot, x, y=None):
    """The point of the plot's viewport at `x` updates done, in the middle of its height unless told."""
    box = plot.plot.plotItem.vb
    middle = box.viewRect().center().y() if y is None else y
    return plot.plot.mapFromScene(box.mapViewToScene(QPointF(x, middle)))


def click(qtbot, plot, x):
    qtbot.mouseClick(plot.plot.viewport(), LEFT, pos=place_of(plot, x))


def test_it_begins_with_a_hint_and_no_curve(plot):
    assert any(label.text() == HINT and label.isVisible() for label in plot.findChildren(QLabel))
    assert not plot.plot.isVisible()
    assert plot.readout.text() == plot.accessibleDescription() == "", "nothing has been computed"
    assert drawn(plot.curve) == ([], [])


def test_a_loss_comes_with_its_line_and_the_one_after_not_before_its_own(plot, walkthrough):
    for step in range(1, TOTAL):
        walkthrough.go_to(1, step)
        plot.prepare()
        assert drawn(plot.curve) == ([], [])
        assert not plot.plot.isVisible()
        assert plot.readout.text() == ""
    walkthrough.go_to(1, TOTAL)
    plot.prepare()
    assert plot.plot.isVisible()
    before, after = losses(walkthrough)
    assert before > after
    for step in range(TOTAL, len(walkthrough.trace) + 1):
        walkthrough.go_to(1, step)
        plot.prepare()
        assert drawn(plot.curve) == ([0], [before])
        assert plot.table().columns[1].values.tolist() == [before]
    walkthrough.go_to(2, TOTAL)
    plot.prepare()
    assert drawn(plot.curve) == ([0, 1], [before, after])


def test_among_losses_that_were_trained_that_of_the_cursors_update_is_left_out_until_its_line(plot, walkthrough):
    walkthrough.grow(5)
    walkthrough.go_to(3, TOTAL - 1)
    plot.prepare()
    expected = losses(walkthrough)
    expected[2] = np.nan
    for told in (drawn(plot.curve)[1], plot.table().columns[1].values):
        assert np.array_equal(told, expected, equal_nan=True)
    assert plot.readout.text() == "before update 3: loss –"
    assert drawn(plot.dot) == ([], [])
    walkthrough.next_step()
    plot.prepare()
    assert drawn(plot.curve)[1] == losses(walkthrough)
    walkthrough.hide_result()
    plot.prepare()
    assert drawn(plot.curve)[1] == losses(walkthrough)[:2]


def test_of_a_long_run_the_mouse_reads_no_loss_before_its_line(plot, walkthrough):
    walkthrough.grow(30_000)
    plot.prepare()
    walkthrough.go_to(20_000, TOTAL - 1)
    plot.draw_cursor()
    series = plot.series[1]
    assert np.flatnonzero(np.isnan(series.y)).tolist() == [19_999]
    assert series.nearest(19_999) in (19_998, 20_000)
    walkthrough.next_step()
    plot.draw_cursor()
    assert not np.isnan(series.y).any()


def test_the_numbers_are_those_of_the_run(qtbot, plot, walkthrough):
    walkthrough.grow(500)
    walkthrough.last_step()
    after_repaint(qtbot, plot, walkthrough)
    assert drawn(plot.curve) == (list(range(501)), losses(walkthrough))


def test_many_slices_of_training_are_few_repaints(qtbot, plot, walkthrough, monkeypatch):
    repaints = []
    set_data = plot.curve.setData
    monkeypatch.setattr(plot.curve, "setData", lambda *a, **k: (repaints.append(1), set_data(*a, **k)))
    for _ in range(200):
        walkthrough.grow(1)
    after_repaint(qtbot, plot, walkthrough)
    assert len(repaints) == 1


def test_what_grew_while_it_was_hidden_is_there_when_it_is_shown(qtbot, plot, walkthrough):
    plot.hide()
    walkthrough.grow(50)
    plot.show()
    assert len(drawn(plot.curve)[0]) == 51


def test_the_marker_is_at_the_loss_before_the_cursors_update(qtbot, plot, walkthrough):
    walkthrough.grow(10)
    walkthrough.go_to(4, 20)
    loss = walkthrough.run.losses[3]
    qtbot.waitUntil(lambda: not plot._follow.isActive())
    assert plot.line.value() == 3
    assert drawn(plot.dot) == ([3], [loss])
    assert plot.readout.text() == f"before update 4: loss {show(loss)}"
    assert plot.accessibleDescription() == plot.readout.text()


def test_before_an_update_that_is_not_made_yet_its_loss_is_not_told(plot, walkthrough):
    walkthrough.grow(10)
    walkthrough.go_to(11, 0)
    plot.prepare()
    assert plot.line.value() == 10
    assert drawn(plot.dot) == ([], [])
    assert plot.readout.text() == "before update 11: loss –"
    assert drawn(plot.curve)[1] == walkthrough.run.losses.tolist()


def test_losses_are_in_sight_and_stay_when_one_goes_back(qtbot, plot, walkthrough):
    walkthrough.go_to(2, 43)
    for step in (43, 42, TOTAL):
        walkthrough.go_to(2, step)
        plot.prepare()
        QApplication.processEvents()
        seen = losses(walkthrough)[:2]
        assert drawn(plot.curve)[1] == plot.table().columns[1].values.tolist() == seen
        (left, right), (low, high) = plot.plot.plotItem.viewRange()
        assert left < 0 < len(seen) - 1 < right
        assert low < min(seen) < max(seen) < high


def test_where_numbers_end_the_curve_does_too(qtbot, qapp):
    walkthrough = Walkthrough(square().with_learning_rate(10.0))
    plot = LossPlot(walkthrough, Display())
    qtbot.addWidget(plot)
    walkthrough.grow(1000)
    walkthrough.last_step()
    plot.prepare()
    assert walkthrough.run.stopped
    assert drawn(plot.curve)[1] == walkthrough.run.losses.tolist()
    assert np.isfinite(drawn(plot.curve)[1]).all()


def test_another_scenario_gets_axes_of_its_own(qtbot, plot, walkthrough):
    walkthrough.grow(5000)
    after_repaint(qtbot, plot, walkthrough)
    walkthrough.open(square(), "square")
    walkthrough.grow(2)
    after_repaint(qtbot, plot, walkthrough)
    left, right = plot.plot.plotItem.vb.viewRange()[0]
    assert -10 < left < 0 < right < 10


@pytest.mark.parametrize(("x", "update"), [(0, 1), (30, 31), (30.4, 31), (99, 100), (100, 101), (103, 101)])
def test_a_click_goes_before_the_update(qtbot, plot, walkthrough, x, update):
    walkthrough.grow(100)
    walkthrough.go_to(50, 7)
    after_repaint(qtbot, plot, walkthrough)
    plot.plot.plotItem.setXRange(-5, 110)
    QApplication.processEvents()
    click(qtbot, plot, x)
    assert walkthrough.cursor == (update, 0)
    assert walkthrough.run.updates == 100


def test_a_double_click_fits_and_leaves_the_cursor(qtbot, plot, walkthrough):
    walkthrough.grow(100)
    walkthrough.go_to(50, 7)
    after_repaint(qtbot, plot, walkthrough)
    plot.plot.plotItem.setXRange(40, 60)
    QApplication.processEvents()
    viewport, place = plot.plot.viewport(), place_of(plot, 45)
    qtbot.mouseClick(viewport, LEFT, pos=place)
    qtbot.mouseDClick(viewport, LEFT, pos=place)
    qtbot.mouseRelease(viewport, LEFT, pos=place)
    assert walkthrough.cursor == (50, 7)
    QApplication.processEvents()
    low, high = plot.plot.plotItem.viewRange()[0]
    assert low <= 0
    assert high >= 99


def test_zoomed_by_hand_it_does_not_jump_while_it_grows(qtbot, plot, walkthrough):
    walkthrough.grow(100)
    after_repaint(qtbot, plot, walkthrough)
    plot.plot.plotItem.setXRange(40, 60, padding=0)
    walkthrough.grow(400)
    after_repaint(qtbot, plot, walkthrough)
    assert plot.plot.plotItem.viewRange()[0] == [40, 60]


def test_left_alone_it_follows_what_grows(qtbot, plot, walkthrough):
    walkthrough.grow(100)
    after_repaint(qtbot, plot, walkthrough)
    walkthrough.grow(400)
    after_repaint(qtbot, plot, walkthrough)
    QApplication.processEvents()
    assert plot.plot.plotItem.viewRange()[0][1] >= 499


def test_the_mouse_reads_the_loss_in_full(qtbot, plot, walkthrough):
    walkthrough.grow(100)
    after_repaint(qtbot, plot, walkthrough)
    QApplication.processEvents()
    plot.plot.scene().sigMouseMoved.emit(plot.plot.mapToScene(place_of(plot, 42)))
    assert plot.readout.text() == f"before update 43: loss {full(walkthrough.run.losses[42])}"
    plot.plot.scene().sigMouseMoved.emit(QPointF(0, 0))
    assert plot.readout.text().startswith("before update 1:")


def test_after_an_edit_the_old_curve_stays_as_a_ghost(qtbot, plot, walkthrough):
    walkthrough.grow(200)
    walkthrough.go_to(50, TOTAL)
    before = losses(walkthrough)
    walkthrough.set_learning_rate(5.0)
    assert drawn(plot.ghost)[1] == before
    assert drawn(plot.curve)[1] == before[:50]
    walkthrough.grow(100)
    after_repaint(qtbot, plot, walkthrough)
    assert drawn(plot.curve)[1] == losses(walkthrough)
    assert drawn(plot.ghost)[1] == before


def test_once_every_edit_is_undone_nothing_tells_of_one(qtbot, plot, walkthrough):
    walkthrough.go_to(1, TOTAL)
    walkthrough.begin_drag()
    for value in (0.2, 0.3, 0.9):
        walkthrough.set_parameter(walkthrough.scenario.network.parameter(0), value)
    walkthrough.end_drag()
    assert drawn(plot.ghost)[0]
    walkthrough.undo_stack.undo()
    walkthrough.grow(100)
    after_repaint(qtbot, plot, walkthrough)
    assert drawn(plot.ghost) == ([], [])
    assert [column.name for column in plot.table().columns] == ["updates done", "loss"]


def test_an_undo_leaves_axes_that_were_set_by_hand(qtbot, plot, walkthrough):
    walkthrough.grow(100)
    after_repaint(qtbot, plot, walkthrough)
    plot.plot.plotItem.setXRange(40, 60, padding=0)
    walkthrough.set_learning_rate(0.25)
    walkthrough.undo_stack.undo()
    QApplication.processEvents()
    assert plot.plot.plotItem.viewRange()[0] == [40, 60]


def test_after_a_reset_the_ghost_is_still_there(plot, walkthrough):
    walkthrough.grow(200)
    walkthrough.reset()
    assert plot.plot.isVisible()
    assert len(drawn(plot.ghost)[0]) == 201
    assert drawn(plot.curve) == ([], [])


def test_the_axis_can_be_logarithmic_and_linear_again(qtbot, plot, walkthrough):
    walkthrough.grow(100)
    walkthrough.last_step()
    after_repaint(qtbot, plot, walkthrough)
    qtbot.mouseClick(plot.logarithmic, LEFT)
    QApplication.processEvents()
    assert plot.curve.getData()[1] == pytest.approx(np.log10(losses(walkthrough)))
    low, high = plot.plot.plotItem.viewRange()[1]
    assert 10**low <= walkthrough.run.losses.min()
    assert 10**high >= walkthrough.run.losses.max()
    qtbot.mouseClick(plot.logarithmic, LEFT)
    assert drawn(plot.curve)[1] == losses(walkthrough)


def test_a_loss_of_zero_stands_at_the_smallest_other_one():
    assert above_zero(np.array([0.5, 0.0, 1e-9, 0.25])).tolist() == [0.5, 1e-9, 1e-9, 0.25]
    assert (above_zero(np.zeros(3)) > 0).all()
    assert above_zero(np.zeros(0)).size == 0


def test_the_axes_read_as_counts_and_powers(qtbot, plot, walkthrough):
    bottom, left = plot.plot.getAxis("bottom"), plot.plot.getAxis("left")
    assert bottom.tickStrings([0, 2500, 10_000, -5], 1, 2500) == ["0", "2,500", "10,000", ""]
    assert [spacing for spacing, _ in bottom.tickSpacing(0, 3, 400)] == [1]
    left.setRange(-3, 1)
    assert left.logTickStrings([-3, 0, 1, np.log10(0.25)], 1, 0.0) == ["0.001", "1", "10", "0.25"]
    left.setRange(-9, 5)
    assert left.logTickStrings([-3, 0, 1, np.log10(0.05)], 1, 0.0) == ["10⁻³", "1", "10", "5·10⁻²"]
    within_a_decade = left.logTickValues(np.log10(0.291), np.log10(0.298), 200, [])
    assert len(within_a_decade[0][1]) >= 3
    assert bottom.labelText == "updates done"


def test_an_amount_has_no_numbers_below_zero(plot):
    left = plot.plot.getAxis("left")
    left.setRange(-0.2, 0.6)
    assert left.tickStrings([-0.2, 0.0, 0.2], 1, 0.2) == ["", "0", "0.2"]


def test_numbers_of_an_axis_that_would_stand_on_one_another_are_left_out(plot):
    left = plot.plot.getAxis("left")
    left.setRange(0, 1000)
    assert left.tickStrings([0, 1, 2], 1, 1) == ["", "", ""]
    assert left.tickStrings([0, 500], 1, 500) == ["0", "500"]


@pytest.mark.parametrize(("height", "name"), [(180, "loss"), (320, "loss (half squared error)")])
def test_the_loss_is_named_as_fully_as_there_is_room(qtbot, plot, walkthrough, height, name):
    walkthrough.grow(3)
    after_repaint(qtbot, plot, walkthrough)
    plot.resize(600, height)
    qtbot.waitUntil(lambda: plot.plot.getAxis("left").labelText == name)
