"""The decision boundary: the engine's outputs in every cell, samples by class, a click that feeds a point in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.files.examples import example
from explainer.picture.palette import DARK, HIGH_CONTRAST, LIGHT
from explainer.state.answers.over_inputs.boundary_answers import Extent
from explainer.state.edits.data_edits import with_data
from explainer.state.edits.network_edits import with_name
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plots.boundary_plot.colours import field_colours
from explainer.views.plots.boundary_plot.panel import BoundaryPlot

LEFT = Qt.MouseButton.LeftButton


def shown(qtbot, name, grow=0, **changes):
    walkthrough = Walkthrough(replace(example(name), **changes), name)
    if grow:
        walkthrough.grow(grow)
        walkthrough.go_to(grow + 1, 0)
    plot = BoundaryPlot(walkthrough, Display())
    qtbot.addWidget(plot)
    plot.resize(560, 400)
    with qtbot.waitExposed(plot):
        plot.show()
    qtbot.waitUntil(lambda: plot.boundary.answers.is_complete)
    return plot


def outputs_by_hand(scenario, points):
    """Two tanh or sigmoid layers in plain NumPy."""
    a = points
    for layer in scenario.network.layers[1:]:
        z = a @ layer.weights(scenario.theta).T + layer.biases(scenario.theta)
        a = np.tanh(z) if layer.activation == "tanh" else 1 / (1 + np.exp(-z))
    return a


def place_of(plot, x, y):
    box = plot.plot.plotItem.vb
    return plot.plot.mapFromScene(box.mapViewToScene(QPointF(x, y)))


def test_where_it_is_narrow_the_plot_itself_tells_what_a_click_does(qtbot):
    plot = shown(qtbot, "moons", 5)
    assert plot.readout.text() == "after 5 updates · ring: sample 1 · click: feed in as sample 1"
    plot.resize(390, 215)
    qtbot.waitUntil(lambda: plot.readout.text() == "after 5 updates · ring: sample 1")
    assert plot.plot.toolTip() == "click: feed in as sample 1"


def test_a_saved_picture_tells_which_network_it_shows(qtbot):
    plot = shown(qtbot, "moons", 5)
    assert "after 5 updates" in plot.svg().decode()


def test_the_table_is_what_the_network_puts_out(qtbot):
    plot = shown(qtbot, "moons", 30)
    table = plot.table()
    assert table.names == ("i1", "i2", "o1")
    assert len(table) == 192 * 192
    points = np.stack([table["i1"], table["i2"]], axis=1)
    expected = outputs_by_hand(plot.walkthrough.scenario, points)[:, 0]
    assert table["o1"] == pytest.approx(expected, rel=1e-9)


def test_the_axes_are_named_by_the_inputs_and_show_all_samples(qtbot):
    plot = shown(qtbot, "circles")
    (left, right), (low, high) = plot.plot.plotItem.vb.viewRange()
    inputs = plot.walkthrough.scenario.data.inputs
    assert left < inputs[:, 0].min() < inputs[:, 0].max() < right
    assert low < inputs[:, 1].min() < inputs[:, 1].max() < high
    assert plot.plot.getAxis("bottom").labelText == "i1"
    assert plot.plot.getAxis("left").labelText == "i2"


def test_samples_have_the_shape_and_the_colour_of_their_class(qtbot):
    plot = shown(qtbot, "blobs")
    data = plot.walkthrough.scenario.data
    shapes = {0: "s", 1: "o", 2: "t1"}
    spots = plot.points.points()
    assert len(spots) == len(data.inputs)
    for spot, inputs, target in zip(spots, data.inputs, data.targets, strict=True):
        assert tuple(spot.pos()) == pytest.approx(tuple(inputs))
        assert spot.symbol() == shapes[int(target.argmax())]
    assert len({spot.brush().color().name() for spot in spots}) == 3
    assert plot.key.accessibleName() == "Key: o1, o2, o3"


@pytest.mark.parametrize("name", ["blobs", "moons"])
def test_where_no_class_is_ahead_there_is_no_colour_of_one(qtbot, name):
    plot = shown(qtbot, name, theta=frozen(np.zeros(example(name).network.size)))
    colours = field_colours(plot.boundary.field, LIGHT)
    assert np.unique(colours.reshape(-1, 3), axis=0).tolist() == [list(QColor(LIGHT.panel).getRgb()[:3])]


def test_the_ring_is_around_the_sample_at_the_cursor(qtbot):
    plot = shown(qtbot, "moons", batch_size=1)
    walkthrough = plot.walkthrough
    for update in (1, 3):
        walkthrough.go_to(update, 5)
        plot.prepare()
        (spot,) = plot.ring.points()
        assert tuple(spot.pos()) == pytest.approx(tuple(walkthrough.trace.of.arrays.a_input[0]))
        assert f"ring: sample {walkthrough.known.row + 1}" in plot.readout.text()


def test_it_follows_the_cursor_and_the_run(qtbot):
    plot = shown(qtbot, "moons")
    walkthrough = plot.walkthrough
    start = plot.table()["o1"]
    walkthrough.grow(40)
    qtbot.waitUntil(lambda: plot.boundary.field.done == 40)  # live, though the cursor is at the start
    qtbot.waitUntil(lambda: plot.boundary.field.done == 0 and plot.boundary.answers.is_complete)
    assert plot.table()["o1"].tolist() == start.tolist()
    walkthrough.go_to(41, 0)
    qtbot.waitUntil(lambda: plot.boundary.field.done == 40 and plot.boundary.answers.is_complete)
    point = np.array([[plot.table()["i1"][99], plot.table()["i2"][99]]])
    assert plot.table()["o1"][99] == pytest.approx(outputs_by_hand(walkthrough.scenario, point)[0, 0])


def test_hidden_it_computes_nothing(qtbot):
    plot = shown(qtbot, "moons")
    plot.hide()
    with qtbot.assertNotEmitted(plot.boundary.changed, wait=60):
        plot.walkthrough.grow(20)
        plot.walkthrough.go_to(10, 3)
    plot.show()
    qtbot.waitUntil(lambda: plot.boundary.field.done == 9)


def test_a_click_feeds_the_point_in_and_can_be_undone(qtbot):
    plot = shown(qtbot, "moons")
    walkthrough = plot.walkthrough
    row, before = walkthrough.known.row, walkthrough.scenario.data.inputs.copy()
    qtbot.mouseClick(plot.plot.viewport(), LEFT, pos=place_of(plot, 0.4, -0.2))
    after = walkthrough.scenario.data.inputs
    assert after[row] == pytest.approx([0.4, -0.2], abs=0.02)
    assert np.delete(after, row, 0).tolist() == np.delete(before, row, 0).tolist()
    assert walkthrough.undo_stack.count() == 1
    assert tuple(plot.ring.points()[0].pos()) == pytest.approx(tuple(after[row]))
    walkthrough.undo_stack.undo()
    assert walkthrough.scenario.data.inputs.tolist() == before.tolist()


def test_in_a_presentation_a_click_changes_nothing(qtbot):
    plot = shown(qtbot, "moons")
    plot.display.set_stage(True)
    QApplication.processEvents()
    qtbot.mouseClick(plot.plot.viewport(), LEFT, pos=place_of(plot, 0.4, -0.2))
    assert plot.walkthrough.undo_stack.count() == 0
    assert "click" not in plot.readout.text()


def test_the_mouse_reads_the_outputs(qtbot):
    plot = shown(qtbot, "blobs")
    plot.crosshair.show_at(0.25, -0.5)
    readings = {reading.name: reading.value for reading in plot.crosshair.readings}
    theta, layer = plot.walkthrough.scenario.theta, plot.walkthrough.scenario.network.layers[1]
    z = layer.weights(theta) @ [0.25, -0.5] + layer.biases(theta)
    shares = np.exp(z) / np.exp(z).sum()
    assert [readings[name] for name in ("o1", "o2", "o3")] == [f"{share:.6f}" for share in shares]


def test_zoomed_in_the_field_follows(qtbot):
    plot = shown(qtbot, "moons")
    box = plot.plot.plotItem.vb
    box.setRange(xRange=(0, 0.5), yRange=(0, 0.25), padding=0)
    qtbot.waitUntil(
        lambda: plot.boundary.field.extent == pytest.approx(Extent(*box.viewRange()[0], *box.viewRange()[1]))
    )
    assert plot.boundary.field.extent.right - plot.boundary.field.extent.left < 1
    plot.fit()
    qtbot.waitUntil(lambda: plot.boundary.field.extent.left < -0.5)


def test_both_inputs_have_one_scale(qtbot):
    plot = shown(qtbot, "moons")
    for size in ((700, 500), (300, 500)):
        plot.resize(*size)
        across, up = plot.plot.plotItem.vb.viewPixelSize()
        assert across == pytest.approx(up)


@pytest.mark.parametrize("palette", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda palette: palette.name)
def test_surer_is_fuller_in_every_theme(qtbot, palette):
    plot = shown(qtbot, "moons", 60)
    field = plot.boundary.field
    colours = field_colours(field, palette).astype(float)
    ground = np.array(QColor(palette.panel).getRgb()[:3])
    away = np.abs(colours - ground).sum(2)
    for named in (0, 1):
        sure, unsure = (field.named == named) & (abs(field.strength) > 0.9), (field.named == named)
        unsure &= abs(field.strength) < 0.1
        assert away[sure].min() > away[unsure].max()


def test_without_two_inputs_it_says_why(qtbot):
    plot = shown(qtbot, "moons")
    plot.walkthrough.open(example("parabola"), "parabola")
    assert plot.reason.isVisible()
    assert plot.reason.text() == "A decision boundary is drawn over two inputs; this network has 1 input."
    assert not plot.plot.isVisible()
    assert len(plot.table()) == 0
    plot.walkthrough.open(example("xor"), "xor")
    assert plot.plot.isVisible()
    assert not plot.reason.isVisible()
    qtbot.waitUntil(lambda: plot.boundary.answers.is_complete)


def test_it_is_saved_without_being_shown(qtbot, tmp_path):
    plot = BoundaryPlot(Walkthrough(example("moons"), "moons"), Display())
    qtbot.addWidget(plot)
    plot.finish()
    plot.save_svg(tmp_path / "moons.svg")
    plot.save_csv(tmp_path / "moons.csv")
    text = (tmp_path / "moons.svg").read_text("utf-8")
    assert "<image" in text
    assert "Two half moons" in text
    assert (tmp_path / "moons.csv").read_text("utf-8").startswith("i1,i2,o1\n")
    assert len(plot.table()) == 192 * 192


def test_other_samples_get_other_axes_and_names_follow(qtbot):
    plot = shown(qtbot, "moons")
    walkthrough, box = plot.walkthrough, plot.plot.plotItem.vb
    box.setRange(xRange=(0, 0.5), yRange=(0, 0.25), padding=0)
    plot.feed(0.3, 0.1)
    assert box.viewRange()[0] == pytest.approx([0, 0.5])
    walkthrough.change(lambda scenario: with_name(scenario, 0, 0, "width"))
    assert plot.plot.getAxis("bottom").labelText == "width"
    far = example("moons").data
    walkthrough.change(lambda scenario: with_data(scenario, Data(far.inputs + 50, far.targets), "Shift"))
    assert box.viewRange()[0][0] > 40
    qtbot.waitUntil(lambda: plot.boundary.answers.is_complete)


def test_outputs_that_are_not_finite_leave_the_plane_blank(qtbot):
    network = Network.of(default_names([2, 2]), ["linear"], "per_unit")
    theta = frozen([1e150, 0.0, 0.0, 1e150, 0.0, 0.0])
    scenario = Scenario(network, theta, Data(frozen([[0.0, 0.0]]), frozen([[0.0, 0.0]])))
    plot = BoundaryPlot(Walkthrough(scenario, "x"), Display())
    qtbot.addWidget(plot)
    with qtbot.waitExposed(plot):
        plot.show()
    plot.plot.plotItem.vb.setRange(xRange=(1e150, 1e170), yRange=(1e150, 1e170), padding=0)
    plot.draw()
    plot.boundary.finish()
    assert not np.isfinite(plot.table()["o1"]).any()
    plot.draw()
    assert plot.image.image is None
    assert plot.notice.isVisible()
    assert "not finite" in plot.notice.text
    assert "not finite" in plot.accessibleDescription()
    plot.plot.plotItem.vb.setRange(xRange=(-1, 1), yRange=(-1, 1), padding=0)
    plot.draw()
    plot.boundary.finish()
    plot.draw()
    assert plot.notice.text == ""
    assert plot.image.image.shape == (192, 192, 3)


def test_hidden_units_have_their_lines_with_their_names(qtbot):
    plot = shown(qtbot, "xor_hand")
    names = [item for item in plot.lines.names if item.isVisible()]
    assert [item.toPlainText() for item in names] == ["h1", "h2"]
    x, y = plot.lines.curve.getData()
    assert x[:2] + y[:2] == pytest.approx([0.5, 0.5])
    assert x[2:] + y[2:] == pytest.approx([1.5, 1.5])
    plot.show_lines.click()
    qtbot.waitUntil(lambda: not any(item.isVisible() for item in names))
    assert not shown(qtbot, "and").show_lines.isVisible()
