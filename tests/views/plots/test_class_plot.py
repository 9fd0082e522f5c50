"""The confusion matrix: counts of the engine, in words and colours that can be read."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from worked import mazur, one_unit

from explainer.engine.measure.evaluate import evaluate, evaluate_test
from explainer.files.examples import example
from explainer.picture.palette import LEGIBLE, THEMES, contrast
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.look.fonts import plain_font
from explainer.views.plots.class_plot.matrix import Confusion, cell_colours, fitting, places_of
from explainer.views.plots.class_plot.panel import ClassPlot


@pytest.fixture
def walkthrough(qapp):
    walkthrough = Walkthrough(example("digits"), "digits")
    walkthrough.grow(45)
    walkthrough.go_to(46, 0)
    return walkthrough


@pytest.fixture
def plot(qtbot, walkthrough):
    plot = ClassPlot(walkthrough, Display())
    qtbot.addWidget(plot)
    plot.resize(560, 420)
    with qtbot.waitExposed(plot):
        plot.show()
    qtbot.waitUntil(lambda: plot.answers.answers.is_complete)
    return plot


def test_counts_are_those_of_the_engine(plot, walkthrough):
    scenario, table = walkthrough.scenario, plot.table()
    training = scenario.data.training
    named = evaluate(scenario, scenario.theta).outputs.argmax(1)
    for k in range(10):
        column = [np.sum((training.targets.argmax(1) == row) & (named == k)) for row in range(10)]
        assert table[f"training: d{k}"].tolist() == column
    right = sum(table[f"test: d{k}"][k] for k in range(10))
    assert right / 359 == evaluate_test(scenario, scenario.theta).accuracy


def test_a_click_leads_to_the_test_part(qtbot, plot, walkthrough):
    assert "of 1,438 right" in plot.readout.text()
    qtbot.mouseClick(plot.test, Qt.MouseButton.LeftButton)
    share = evaluate_test(walkthrough.scenario, walkthrough.scenario.theta).accuracy
    assert plot.readout.text() == f"{round(share * 359)} of 359 right ({100 * share:.1f} %), after 45 updates"
    assert plot.matrix.confusion.counts.sum() == 359
    assert plot.accessibleDescription().startswith(plot.readout.text())


@pytest.mark.parametrize(("width", "height"), [(60, 9), (60, 14), (30, 40), (200, 60)])
def test_text_is_as_large_as_its_cell_allows(qapp, width, height):
    points = fitting("1,234", width, height, 1.6)
    drawn = QFontMetricsF(plain_font(points)).tightBoundingRect("1,234")
    assert drawn.width() <= width + 2  # letters are on whole points
    assert drawn.height() <= height + 2  # the comma hangs below
    assert (points == 16) == (width == 200)


def test_the_mouse_is_told_what_a_cell_means(plot):
    confusion = plot.matrix.confusion
    places = places_of(QRectF(plot.matrix.rect()), confusion, 1.0)
    wrong = plot.matrix.tip_at(places.cell_at(3, 8).center())
    assert wrong == f"d3 taken for d8: {confusion.counts[3, 8]} of {confusion.counts[3].sum()}"
    assert plot.matrix.tip_at(places.cell_at(4, 4).center()).startswith("d4 read rightly: ")
    assert plot.matrix.tip_at(QRectF(plot.matrix.rect()).topLeft()) == ""


@pytest.mark.parametrize("palette", THEMES.values(), ids=lambda palette: palette.name)
def test_numbers_can_be_read_on_every_cell(palette):
    for share, row, column in product((0, 1, 10, 30, 50, 70, 90, 100), (0, 1), (0, 1)):
        confusion = Confusion(("a", "b"), np.array([[share, 100 - share], [share, 100 - share]]))
        ground, ink = cell_colours(confusion, row, column, palette)
        assert contrast(ink, ground) >= LEGIBLE, (share, row, column)


def test_targets_that_are_no_classes_are_told(qtbot):
    plot = ClassPlot(Walkthrough(mazur(), "mazur"), Display())
    qtbot.addWidget(plot)
    with qtbot.waitExposed(plot):
        plot.show()
    assert plot.reason.isVisible()
    assert plot.reason.text().startswith("The targets name no classes")
    assert not plot.matrix.isVisible()
    assert len(plot.table()) == 0


def shown(qtbot, scenario, name):
    plot = ClassPlot(Walkthrough(scenario, name), Display())
    qtbot.addWidget(plot)
    plot.resize(560, 420)
    with qtbot.waitExposed(plot):
        plot.show()
    return plot


def test_of_equal_outputs_none_is_taken_for_the_answer(qtbot):
    blobs = example("blobs")
    plot = shown(qtbot, blobs.with_theta(np.zeros(len(blobs.theta))), "blobs")
    qtbot.waitUntil(lambda: plot.answers.answers.is_complete)
    assert plot.readout.text() == "0 of 60 right (0.0 %), 60 undecided, after 0 updates"
    assert sum(plot.table()["training: undecided"]) == 60
    confusion = plot.matrix.confusion
    last = places_of(QRectF(plot.matrix.rect()), confusion, 1.0).cell_at(0, 3).center()
    assert plot.matrix.tip_at(last) == f"o1 undecided: {confusion.counts[0, 3]} of {confusion.counts[0, 3]}"
    assert "undecided" in plot.accessibleDescription()


def test_where_none_is_undecided_there_is_no_column_for_it(plot):
    assert "training: undecided" not in plot.table().names


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"activation": "linear", "targets": [[0.0], [1.0]]}, "find numbers"),
        ({"activation": "sigmoid", "targets": [[0.0], [0.0]]}, "nothing to tell apart"),
    ],
)
def test_numbers_are_not_counted_as_classes(qtbot, change, word):
    scenario = one_unit([1.0], 0.0, change["activation"], [[0.0], [1.0]])
    data = scenario.data.with_numbers(scenario.data.inputs, np.array(change["targets"]))
    plot = shown(qtbot, replace(scenario, data=data), "numbers")
    assert word in plot.reason.text()
    assert plot.readout.text() == ""


def test_a_single_output_has_the_classes_0_and_1(qtbot):
    plot = ClassPlot(Walkthrough(example("xor"), "xor"), Display())
    qtbot.addWidget(plot)
    with qtbot.waitExposed(plot):
        plot.show()
    qtbot.waitUntil(lambda: plot.answers.answers.is_complete)
    assert plot.table()["class"].tolist() == ["0", "1"]
    assert not plot.test.isVisible()
    assert sum(plot.table()["training: 0"]) + sum(plot.table()["training: 1"]) == 4


def test_it_is_saved_without_being_shown(qtbot, walkthrough, tmp_path):
    plot = ClassPlot(walkthrough, Display())
    qtbot.addWidget(plot)
    plot.finish()
    plot.save_svg(tmp_path / "classes.svg")
    text = (tmp_path / "classes.svg").read_text("utf-8")
    assert "Handwritten digits" in text
    assert ">d7<" in text
    assert "the network says" in text
