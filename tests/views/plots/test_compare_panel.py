"""Two runs side by side as a panel: rows here and there, the way to a line, and what is told."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest
from PySide6.QtCore import Qt
from worked import mazur

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.state.comparison.apart_lines import ApartLines
from explainer.state.comparison.second_run import SecondRun
from explainer.state.edits.edit import Edit
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import Writing
from explainer.views.plots.compare.panel import ComparePanel
from explainer.views.plots.compare.rows import DIFFERENCE, HERE, NO_LINE, SYMBOL, THERE
from explainer.views.plots.compare.words import standing
from explainer.views.plotting.parts.rows_table import RowMark

BLAME = 24
"""The line of dE_total/dout_h1, which has two ways to the error."""


def shown(qtbot, walkthrough, size=(560, 420)):
    panel = ComparePanel(walkthrough, Display())
    qtbot.addWidget(panel)
    panel.resize(*size)
    with qtbot.waitExposed(panel):
        panel.show()
    qtbot.waitUntil(lambda: panel.apart.is_complete and len(panel.lines.rows) > 0)
    panel.redraw()
    return panel


@pytest.fixture
def walkthrough(qapp):
    walkthrough = Walkthrough(mazur(), "mazur")
    walkthrough.go_to(1, BLAME)
    return walkthrough


@pytest.fixture
def panel(qtbot, walkthrough):
    return shown(qtbot, walkthrough)


def row_of(panel, number):
    return [panel.lines.rows.text(number - 1, column) for column in range(5)]


def test_a_line_stands_with_its_numbers_here_and_there(panel):
    # worked out by hand in the test of the pairs: 0.0363503 with the old weights, 0.0302297 with the new ones
    assert row_of(panel, BLAME) == ["∂E_total/∂out_h1", "0.0363503", "0.0302297", "−0.00612057", "24"]
    assert panel.lines.rows.mark(BLAME - 1) is RowMark.LIT
    assert panel.lines.rows.mark(0) is RowMark.PLAIN
    assert row_of(panel, 1)[DIFFERENCE] == "0"
    assert panel.lines.rows.tip(BLAME - 1, DIFFERENCE).startswith("there − here: −0.0061205")


def test_what_is_not_reached_is_a_dash_here_and_there(panel):
    assert row_of(panel, BLAME + 2)[HERE : DIFFERENCE + 1] == ["–", "–", "–"]
    assert panel.lines.rows.mark(BLAME + 1) is RowMark.PALE
    assert panel.lines.rows.text(BLAME + 1, SYMBOL) == "δ_h1"


def test_it_is_said_what_differs_first(qtbot, panel, walkthrough):
    assert panel.readout.text() == (
        "Update 1: apart first in ∂E_o1/∂out_h1, ∂E_o2/∂out_h1, ∂E_total/∂out_h1, from line 22 on; 3 of 24 lines. "
        "The losses so far are the same."
    )
    walkthrough.go_to(1, 4)
    panel.redraw()
    assert panel.readout.text() == "Update 1: so far all lines are the same."
    walkthrough.grow(1)
    walkthrough.go_to_end()
    qtbot.waitUntil(lambda: panel.second.run.updates == 2 and panel.apart.pairs is not None)
    panel.redraw()
    assert panel.readout.text() == (
        "Update 3: step on, and its lines are compared. The losses are apart from update 2 on."
    )


def test_lines_are_not_called_the_same_before_they_are_compared(walkthrough):
    second = SecondRun(walkthrough)
    apart = ApartLines(walkthrough, second)
    second.finish()
    known, writing = walkthrough.known, Writing()
    assert standing(second, apart, known, writing).startswith("Update 1: lines are being compared.")
    apart.finish()
    assert "apart first in" in standing(second, apart, known, writing)


def test_a_click_and_the_arrows_lead_to_the_line(qtbot, panel, walkthrough):
    table = panel.lines
    place = table.visualRect(table.model().index(BLAME - 3, SYMBOL)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert walkthrough.cursor == (1, BLAME - 2)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert walkthrough.cursor == (1, BLAME - 1)
    walkthrough.go_to(1, 5)
    panel.redraw()
    assert table.currentIndex().row() == 4


def test_digits_are_as_many_as_tell_two_numbers_apart(qtbot):
    scenario = mazur()
    theta = scenario.theta.copy()
    walkthrough = Walkthrough(scenario, "mazur")
    walkthrough.go_to(1, 1)
    walkthrough.set_parameter(scenario.network.parameter(0), theta[0] + 1e-7)
    panel = shown(qtbot, walkthrough)
    panel.redraw()
    assert row_of(panel, 1)[HERE] == "0.377500005"
    assert row_of(panel, 1)[THERE] == "0.3775"


def test_a_line_that_the_other_has_not_is_told(qtbot):
    walkthrough = Walkthrough(mazur(), "mazur")
    walkthrough.change(lambda of: Edit("Change L2 penalty", replace(of, l2=0.1)))
    walkthrough.go_to(1, len(walkthrough.trace))
    panel = shown(qtbot, walkthrough)
    missing = [row for row in range(len(panel.lines.rows)) if panel.lines.rows.text(row, THERE) == NO_LINE]
    assert missing
    assert panel.lines.rows.text(missing[0], DIFFERENCE) == "–"


def test_losses_take_the_place_of_lines_where_there_is_little_room(qtbot, panel):
    assert panel.lines.isVisible()
    assert not panel.curves.isVisible()
    panel.show_losses.click()
    assert panel.curves.isVisible()
    assert not panel.lines.isVisible()
    panel.resize(1000, 420)
    qtbot.waitUntil(lambda: panel.lines.isVisible() and panel.curves.isVisible())
    assert not panel.show_losses.isVisible()


def test_both_losses_are_drawn(qtbot, panel, walkthrough):
    panel.show_losses.click()
    walkthrough.grow(29)
    walkthrough.go_to_end()
    qtbot.waitUntil(lambda: panel.second.run.updates == 30)
    panel.curves.redraw()
    other = Run(mazur(update_order="sequential"))
    other.advance(30)
    assert panel.curves.there.y.tolist() == other.losses.tolist()
    assert panel.curves.here.y.tolist() == walkthrough.run.losses.tolist()
    assert panel.curves.here.y.size == panel.curves.there.y.size == 30  # the next loss is not known yet


def test_another_run_is_chosen_in_the_list(qtbot, panel, walkthrough):
    texts = [panel.chooser.itemText(index) for index in range(panel.chooser.count())]
    assert texts[0] == "updated layer by layer"
    assert texts[-1] == "A file…"
    place = texts.index("learning rate 1")
    panel.chooser.setCurrentIndex(place)
    panel.chooser.activated.emit(place)
    walkthrough.go_to(1, 43)
    qtbot.waitUntil(lambda: panel.apart.is_complete)
    panel.redraw()
    assert "apart first in w1⁺, w2⁺, w3⁺" in panel.readout.text()


def test_a_file_has_the_known_lines(panel):
    rows = list(csv.DictReader(StringIO(panel.csv())))
    assert len(rows) == BLAME
    last = rows[-1]
    assert (last["line"], last["symbol"]) == ("24", "dE_total/dout_h1")
    assert float(last["there - here"]) == pytest.approx(float(last["there"]) - float(last["here"]), rel=1e-12)


def test_an_example_of_the_same_group_is_beside(qtbot):
    walkthrough = Walkthrough(example("saturated_squared"), "saturated_squared")
    walkthrough.go_to(1, len(walkthrough.trace))
    panel = shown(qtbot, walkthrough)
    panel.second.choose("example saturated_entropy")
    qtbot.waitUntil(lambda: panel.apart.is_complete)
    panel.redraw()
    delta = next(row for row in range(len(panel.lines.rows)) if panel.lines.rows.text(row, SYMBOL) == "δ_o1")
    # o = σ(4) = 0.982014: δ is o²(1 − o) with the squared error, o with cross-entropy
    assert row_of(panel, delta + 1)[HERE : THERE + 1] == ["0.0173450", "0.982014"]
