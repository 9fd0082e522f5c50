"""The line between numbers and result: what a pencil would write before adding up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.training_loop import run_pass
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known import Known, Reveal
from explainer.trace.lines.trace import Trace
from explainer.trace.typeset.pieces import Operator
from explainer.trace.typeset.sums import middle_pieces


@pytest.fixture(scope="module")
def lines():
    return {step.symbol_text: step for step in Trace(run_pass(mazur()))}


def written(step, digits=6, part=None):
    pieces = middle_pieces(replace(Known.after(step), part=part), Writing(digits=digits))
    return "".join(f" {piece.text} " if isinstance(piece, Operator) else piece.text for piece in pieces)


def test_products_are_worked_out(lines):
    assert written(lines["net_o1"], 4) == "0.2373 + 0.2686 + 0.6"


def test_a_change_is_worked_out(lines):
    assert written(lines["w5+"]) == "0.4 − 0.0410835"


@pytest.mark.parametrize("symbol", ["out_h1", "E_o1", "delta_o1", "dE_total/dw5", "E_total", "dE_total/dout_h1"])
def test_what_would_only_be_repeated_is_left_out(lines, symbol):
    assert written(lines[symbol]) == ""


def test_more_terms_than_a_pencil_adds_are_left_out():
    network = Network.of(default_names([6, 1]), ["tanh"], "per_unit")
    data = Data(frozen(np.ones((1, 6))), frozen(np.ones((1, 1))))
    step = next(iter(Trace(run_pass(Scenario(network, frozen(np.full(network.size, 0.5)), data)))))
    assert written(step) == ""
    assert written(step, part=2) == "0.5 + 0.5 + …"


def test_a_sum_that_is_built_up_has_its_first_terms_and_dots(lines):
    assert written(lines["net_o1"], 4, part=1) == "0.2373 + …"
    assert written(lines["net_o1"], 4, part=2) == "0.2373 + 0.2686 + …"
    assert written(lines["dE_total/dout_h1"], 4, part=1) == "0.05540 + …"


def test_a_negative_term_stands_in_parentheses():
    scenario = mazur()
    changed = scenario.with_parameter(scenario.network.parameter(1), -0.2)
    step = next(iter(Trace(run_pass(changed))))
    assert written(step) == "0.0075 + (−0.02) + 0.35"


def test_what_a_person_is_to_find_is_not_worked_out(lines):
    asked = replace(Known.after(lines["net_o1"]), reveal=Reveal.ASKED)
    assert middle_pieces(asked, Writing()) == ()
