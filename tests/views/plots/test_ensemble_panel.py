"""The thinned networks as a panel: rows, mean and whole network, and what may be told at the cursor."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO
from math import exp, tanh

import numpy as np
import pytest

from explainer.engine.arrays import frozen
from explainer.engine.scenario.network import Network, default_names
from explainer.files.examples import example
from explainer.state.answers.thinned_answers import NO_DROPOUT, NO_HIDDEN, why_not_thinned
from explainer.state.edits.edit import Edit
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plots.dropout_ensemble.panel import EnsemblePanel
from explainer.views.plotting.parts.rows_table import RowMark


def shown(qtbot, scenario, name="dropout"):
    walkthrough = Walkthrough(scenario, name)
    panel = EnsemblePanel(walkthrough, Display())
    qtbot.addWidget(panel)
    panel.resize(560, 480)
    with qtbot.waitExposed(panel):
        panel.show()
    qtbot.waitUntil(lambda: len(panel.networks.rows) > 0)
    return panel, walkthrough


def cells(table):
    model = table.model()
    return [[model.index(row, k).data() for k in range(model.columnCount())] for row in range(model.rowCount())]


def first_network_by_hand():
    """What is left of the example for (0, 0) where every unit is in: each counts double."""
    outs = [tanh(bias) for bias in (-0.45, 0.31, 0.12, -0.7)]
    net = 1.02 + 2 * sum(w * out for w, out in zip((-0.15, 0.37, -0.17, 0.29), outs, strict=True))
    return 1 / (1 + exp(-net))


def test_mean_and_whole_network_stand_below_the_networks(qtbot):
    panel, _ = shown(qtbot, example("dropout"))
    rows = cells(panel.networks)
    assert len(rows) == 16
    assert rows[0][:5] == ["1", "1", "1", "1", "0.0625"]
    assert float(rows[0][5]) == pytest.approx(first_network_by_hand(), abs=5e-7)
    below = {row[0]: row[5] for row in cells(panel.summary)}
    # worked out for the course apart from the app: plain mean, and the net 0.998877 with all units in
    assert below["their mean"] == "0.728704"
    assert below["the whole network"] == below["sigmoid of the mean net"] == "0.730838"
    assert below["whole − mean"] == "0.002133"
    assert "only near" in panel.why.text()
    assert panel.readout.text() == "All 16 thinned networks, dropout 0.5: sample 1 (0, 0), before update 1"


def test_the_network_of_the_update_is_lit_once_its_output_is_there(qtbot):
    panel, walkthrough = shown(qtbot, example("dropout"))
    out = next(step.number for step in walkthrough.trace if step.symbol_text == "out_o1")
    walkthrough.go_to(1, out - 1)
    panel.redraw()
    assert panel.networks.rows.drawn is None
    walkthrough.go_to(1, out)
    panel.redraw()
    rows = panel.networks.rows
    assert rows.mark(rows.drawn) is RowMark.LIT
    assert rows.units_in(rows.drawn) == ["h1", "h2"]
    assert cells(panel.networks)[rows.drawn][5] == panel.display.writing.show(walkthrough.step.value)


def test_another_sample_and_an_edit_have_other_numbers(qtbot):
    panel, walkthrough = shown(qtbot, example("dropout"))
    before = cells(panel.networks)[0][5]
    walkthrough.grow(1)
    walkthrough.go_to(2, 0)
    assert panel.answers.ensemble is None  # not the old one in the meantime
    qtbot.waitUntil(lambda: panel.answers.ensemble is not None)
    panel.redraw()
    assert "sample 2 (0, 1), before update 2" in panel.readout.text()
    assert cells(panel.networks)[0][5] != before
    walkthrough.change(lambda scenario: Edit("Dropout", replace(scenario, dropout=0.0)))
    panel.redraw()
    assert panel.reason.text() == NO_DROPOUT
    assert len(panel.table()) == 0


def test_nothing_is_worked_out_while_a_result_is_asked_for(qtbot):
    panel, walkthrough = shown(qtbot, example("dropout"))
    walkthrough.hide_result()
    assert panel.answers.ensemble is None
    assert panel.answers.drawn is None


def test_of_many_units_the_number_is_told_and_how_sure_the_mean_is(qtbot):
    base = example("dropout")
    network = Network.of(default_names([2, 20, 1]), ["tanh", "linear"], "per_unit")
    theta = frozen(np.linspace(-1, 1, network.size))
    panel, _ = shown(qtbot, replace(base, network=network, theta=theta, loss="half_squared_error"))
    assert panel.readout.text().startswith("1,000 thinned networks, drawn of 2 to the 20, dropout 0.5")
    assert "±" in panel.why.text()
    assert panel.networks.rows.text(0, 0).endswith(" of 20")
    assert [row[0] for row in cells(panel.summary)] == ["their mean", "the whole network", "whole − mean"]


def test_a_file_has_every_network_with_its_weight(qtbot):
    panel, _ = shown(qtbot, example("dropout"))
    rows = list(csv.DictReader(StringIO(panel.csv())))
    assert len(rows) == 18
    assert rows[5]["units in"] == "h1 h3"
    assert [row["units in"] for row in rows[-2:]] == ["mean", "whole network"]
    mean = sum(float(row["weight in the mean"]) * float(row["out_o1"]) for row in rows[:16])
    assert mean == pytest.approx(float(rows[16]["out_o1"]), rel=1e-12)
    assert float(rows[0]["out_o1"]) == pytest.approx(first_network_by_hand(), rel=1e-12)


def test_without_dropout_or_hidden_units_it_says_so():
    assert why_not_thinned(example("mazur")) == NO_DROPOUT
    assert why_not_thinned(replace(example("and"), dropout=0.5)) == NO_HIDDEN
