"""What the source lectures print, to the digits they print."""

from __future__ import annotations

import numpy as np
import pytest
from golden_data import published
from worked import mazur, one_unit, square

from explainer.engine.run.run import Run
from explainer.engine.update.training_loop import run_pass

MAZUR, SQUARE = published()["mazur"], published()["linear_output_network"]
GATES, PERCEPTRON = published()["logic_gates"], published()["perceptron"]


@pytest.mark.parametrize("figure", MAZUR["after_training"]["published"] + MAZUR["after_training"]["correct"])
def test_after_training(figure):
    run = Run(mazur(figure.get("biases", "frozen"), figure.get("update_order", "simultaneous")))
    run.advance(figure["updates"])
    after = run.pass_of(figure["updates"] + 1)
    outputs = dict(zip(("out_o1,", "out_o2,"), after.out(2)[0], strict=True))
    value = outputs.get(figure["what"].split()[0], after.arrays.objective)
    assert round(float(value), figure["digits"]) == figure["value"]


def test_linear_output_network():
    p = run_pass(square())
    assert round(p.arrays.objective, SQUARE["cost"]["digits"]) == SQUARE["cost"]["value"]
    g = p.arrays.gradient
    ours = np.concatenate([g[4:8], g[0:4], g[12:13], g[8:12]])
    printed = SQUARE["unrolled_gradient"]
    slack = (printed["last_digit_slack"] + 0.5) * 10.0 ** -printed["digits"]
    assert np.abs(ours - printed["values"]).max() <= slack


@pytest.mark.parametrize("figure", PERCEPTRON["figures"])
def test_perceptron(figure):
    setup = PERCEPTRON["setup"]
    p = run_pass(one_unit(setup["weights"], setup["bias"], setup["activation"], [figure["inputs"]]))
    assert (p.layer(1).z[0, 0], p.layer(1).a[0, 0]) == (figure["net"], figure["out"])


@pytest.mark.parametrize("gate", ["AND", "OR"])
def test_logic_gates(gate):
    setup = GATES[gate]
    inputs = [[float(bit) for bit in bits] for bits in setup["net"]]
    p = run_pass(one_unit(setup["weights"], setup["bias"], setup["activation"], inputs))
    assert p.layer(1).z[:, 0].tolist() == list(setup["net"].values())
    wanted = [all(row) if gate == "AND" else any(row) for row in inputs]
    assert (p.layer(1).a[:, 0] > 0.5).tolist() == wanted
