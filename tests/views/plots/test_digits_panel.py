"""The digits panel: the sample, the weights and one's own drawing as the network gets it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from worked import mazur

from explainer.files.examples import example
from explainer.state.edits.data_edits import with_scale
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import unit_element
from explainer.views.plots.digits.panel import DigitsPanel
from explainer.views.plots.digits.weights import Tiles

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(example("digits"), "digits")


@pytest.fixture
def pointing(walkthrough):
    return Pointing(walkthrough)


@pytest.fixture
def panel(qtbot, walkthrough, pointing):
    panel = DigitsPanel(walkthrough, pointing, Display())
    qtbot.addWidget(panel)
    panel.resize(640, 460)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def draw_a_bar(qtbot, panel):
    """A 1 down the middle of the pad, with the mouse."""
    pad = panel.pad
    x, height = pad.width() // 2, pad.height()
    qtbot.mousePress(pad, LEFT, pos=QPoint(x, height // 10))
    qtbot.mouseMove(pad, QPoint(x, height // 2))
    qtbot.mouseMove(pad, QPoint(x, height * 9 // 10))
    qtbot.mouseRelease(pad, LEFT, pos=QPoint(x, height * 9 // 10))


def by_hand(scenario, inputs):
    """64-30-10 with ReLU and softmax, on inputs that are divided by 16."""
    hidden, top = scenario.network.layers[1:]
    a = np.maximum(0, hidden.weights(scenario.theta) @ (inputs / 16) + hidden.biases(scenario.theta))
    e = np.exp(top.weights(scenario.theta) @ a + top.biases(scenario.theta))
    return e / e.sum()


def test_the_sample_at_the_cursor_is_a_picture(panel, walkthrough):
    row = walkthrough.known.row
    data = walkthrough.scenario.data
    assert panel.sample.values.ravel().tolist() == (data.inputs[row] / 16).tolist()
    assert panel.table()["sample"].tolist() == (data.inputs[row] / 16).tolist()
    assert panel._sample_name.toolTip() == f"sample {row + 1:,}: d{data.targets[row].argmax()}"
    assert panel._sample_name.toolTip().endswith(panel._sample_name.text())


def test_the_weights_are_those_of_the_first_layer(panel, walkthrough):
    weights = walkthrough.scenario.network.layers[1].weights(walkthrough.scenario.theta)
    for unit in (0, 17, 29):
        assert panel.table()[f"weight to h{unit + 1}"].tolist() == weights[unit].tolist()


def test_a_drawing_goes_through_the_network(qtbot, panel, walkthrough):
    assert np.isnan(panel.table()["output for the drawing"]).all()
    draw_a_bar(qtbot, panel)
    qtbot.waitUntil(lambda: panel.pictures.answers.is_complete)
    levels = panel.table()["drawing"] * 16
    assert set(levels.tolist()) <= set(range(17))
    assert levels.reshape(8, 8)[2:6, 3:5].min() >= 8
    assert levels.reshape(8, 8)[:, [0, 1, 6, 7]].max() == 0
    outputs = panel.table()["output for the drawing"][:10]
    assert outputs == pytest.approx(by_hand(walkthrough.scenario, levels), rel=1e-9)
    assert panel.reading.text() == f"it reads d{outputs.argmax()}"
    assert panel.pictures.when == "after 0 updates"


def test_ink_at_the_edge_counts_as_anywhere(qtbot, panel, walkthrough):
    """No sample has ink in the corner: scaled by what is seen there, a stroke would count 16 times."""
    assert not walkthrough.scenario.data.inputs[:, 0].any()
    panel.pictures.pad.fill_pixel(0, 0)
    panel.pictures.pad.fill_pixel(3, 3)
    qtbot.waitUntil(lambda: panel.pictures.answers.is_complete)
    expected = by_hand(walkthrough.scenario, np.where(np.isin(np.arange(64), (0, 27)), 16.0, 0.0))
    assert panel.pictures.outputs == pytest.approx(expected, rel=1e-9)


def test_of_equal_outputs_none_is_read(qtbot, panel, walkthrough):
    walkthrough.open(example("digits").with_theta(np.zeros(len(example("digits").theta))), "digits")
    draw_a_bar(qtbot, panel)
    qtbot.waitUntil(lambda: panel.pictures.answers.is_complete)
    panel.redraw()
    assert panel.reading.text() == "it is undecided"


def test_the_reading_follows_training(qtbot, panel, walkthrough):
    draw_a_bar(qtbot, panel)
    walkthrough.grow(45)
    walkthrough.go_to(46, 0)
    qtbot.waitUntil(lambda: panel.pictures.answers.is_complete)
    panel.redraw()
    expected = by_hand(walkthrough.scenario, panel.pictures.inputs)
    assert panel.pictures.outputs == pytest.approx(expected, rel=1e-9)
    assert panel.accessibleDescription().endswith("after 45 updates")


def test_the_pad_is_drawn_on_by_keyboard(qtbot, panel, monkeypatch):
    pad, said = panel.pad, []
    monkeypatch.setattr("explainer.views.plots.digits.drawing.announce", lambda pad, text: said.append(text))
    pad.setFocus()
    pad.pixel = (0, 0)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(pad, key)
    assert said[-2:] == ["Pixel in row 3, column 2: 0 of 16", "Pixel in row 3, column 2: 16 of 16"]
    assert panel.pictures.drawing[2, 1] == 1.0
    assert panel.pictures.drawing.sum() == 1.0
    assert pad.accessibleDescription() == "Pixel in row 3, column 2: 16 of 16"
    qtbot.keyClick(pad, Qt.Key.Key_Backspace)
    assert panel.pictures.pad.is_empty
    for _ in range(9):
        qtbot.keyClick(pad, Qt.Key.Key_Left)
    assert pad.pixel == (0, 2)


def test_clear_takes_the_drawing_away(qtbot, panel):
    draw_a_bar(qtbot, panel)
    assert panel.clear.isEnabled()
    qtbot.mouseClick(panel.clear, LEFT)
    assert panel.pictures.pad.is_empty
    assert not panel.clear.isEnabled()
    assert np.isnan(panel.pictures.outputs).all()


def test_a_drawing_can_be_fed_in_as_one_edit(qtbot, panel, walkthrough):
    draw_a_bar(qtbot, panel)
    row = walkthrough.known.row
    before = walkthrough.scenario.data.inputs[row].copy()
    qtbot.mouseClick(panel.feed, LEFT)
    assert walkthrough.scenario.data.inputs[row].tolist() == panel.pictures.inputs.tolist()
    assert walkthrough.undo_stack.count() == 1
    walkthrough.undo_stack.undo()
    assert walkthrough.scenario.data.inputs[row].tolist() == before.tolist()


def test_what_is_fed_in_keeps_its_target_and_that_is_said(qtbot, panel, walkthrough):
    draw_a_bar(qtbot, panel)
    row, before = walkthrough.known.row, walkthrough.scenario.data
    name = f"d{before.targets[row].argmax()}"
    with qtbot.waitSignal(panel.said) as said:
        qtbot.mouseClick(panel.feed, LEFT)
    data = walkthrough.scenario.data
    assert data.targets[row].tolist() == before.targets[row].tolist()
    assert f"Sample {row + 1:,} is your drawing now; its target is still {name}" in said.args[0]
    was, now = (np.stack([x.min(0), x.max(0)]) for x in (part.inputs[part.training.rows] for part in (before, data)))
    others = (was != now).any(0).sum()
    assert ("Scaling" in said.args[0]) == (others > 0)
    with qtbot.assertNotEmitted(panel.said):
        qtbot.mouseClick(panel.feed, LEFT)


def test_a_drawing_changes_the_scaling_of_no_other_number(qtbot, panel, walkthrough):
    panel.pictures.pad.fill_pixel(0, 0)
    with qtbot.waitSignal(panel.said) as said:
        qtbot.mouseClick(panel.feed, LEFT)
    assert "scaled otherwise" not in said.args[0]


def test_numbers_that_scaling_changed_are_counted(qtbot, panel, walkthrough):
    walkthrough.change(lambda scenario: with_scale(scenario, "minmax"))
    inputs = walkthrough.scenario.data.inputs
    assert np.ptp(inputs[:, 0]) == 0, "no sample has ink in this corner"
    panel.pictures.pad.fill_pixel(0, 0)
    with qtbot.waitSignal(panel.said) as said:
        qtbot.mouseClick(panel.feed, LEFT)
    assert np.ptp(walkthrough.scenario.data.inputs[:, 0]) == 16
    assert said.args[0].endswith("Scaling follows from all samples, so 1 input is scaled otherwise now.")


def test_a_click_on_a_picture_selects_the_unit(qtbot, panel, pointing):
    tiles = panel.weights._tiles(QRectF(panel.weights.rect()))
    qtbot.mouseClick(panel.weights, LEFT, pos=tiles.at(11).center().toPoint())
    assert pointing.selected == unit_element(1, 11)


@pytest.mark.parametrize(("width", "height", "count"), [(600, 200, 30), (200, 90, 30), (90, 500, 3), (300, 100, 128)])
def test_pictures_of_weights_are_within_the_room_and_apart(width, height, count):
    tiles = Tiles(QRectF(0, 0, width, height), count, 14)
    places = [tiles.at(index) for index in range(count)]
    assert all(QRectF(-1, -1, width + 2, height + 2).contains(place) for place in places)
    assert not any(one.intersects(other) for one, other in pairwise(places))
    assert tiles.index_at(places[-1].center()) == count - 1


def test_other_networks_are_told_that_they_have_no_pictures(qtbot, panel, walkthrough):
    walkthrough.open(mazur(), "mazur")
    assert panel.reason.isVisible()
    assert panel.reason.text() == (
        "Pictures have 8 × 8 = 64 inputs, 28 × 28 = 784 or another of the squares from 5 × 5 to 64 × 64; "
        "this network has 2."
    )
    assert not panel.pad.isVisible()
    assert len(panel.table()) == 0
    walkthrough.open(example("digits"), "digits")
    assert panel.pad.isVisible()


def test_hidden_it_computes_nothing(qtbot, panel, walkthrough):
    draw_a_bar(qtbot, panel)
    qtbot.waitUntil(lambda: panel.pictures.answers.is_complete)
    panel.hide()
    with qtbot.assertNotEmitted(panel.pictures.changed, wait=60):
        walkthrough.grow(5)
        walkthrough.go_to(4, 0)


def test_it_is_saved_without_being_shown(qtbot, walkthrough, pointing, tmp_path):
    panel = DigitsPanel(walkthrough, pointing, Display())
    qtbot.addWidget(panel)
    panel.finish()
    panel.save_svg(tmp_path / "digits.svg")
    text = (tmp_path / "digits.svg").read_text("utf-8")
    assert text.count("<image") >= 31
    assert "weights of each unit" in text


def test_the_pad_grows_with_the_panel_and_leaves_room_for_the_outputs(qtbot, panel):
    sides = []
    for size in ((320, 240), (486, 280), (640, 460), (1400, 880)):
        panel.resize(*size)
        qtbot.waitUntil(lambda: panel.pad.width() == panel.pad.side and panel.bars.x() > panel.pad.geometry().right())
        sides.append(panel.pad.side)
        assert panel.pad.width() == panel.pad.height()
        assert panel.bars.width() >= 110
        assert panel.bars.height() >= 120
        assert panel.weights.geometry().bottom() <= panel.height()
    assert sides == sorted(set(sides))
    assert sides[-1] > 300


@pytest.mark.parametrize("width", [340, 380, 480, 900])
def test_what_the_weights_are_is_told_in_as_many_words_as_there_is_room_for(qtbot, panel, width):
    metrics = panel.weights.fontMetrics()
    room = width - 220
    words = panel.weights._words(metrics, room)
    assert metrics.horizontalAdvance(words) <= room
    assert words.startswith("weights")
    assert words.endswith("after 0 updates") == (width > 340)
    assert ("each unit of the first layer" in words) == (width == 900)
