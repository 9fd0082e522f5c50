"""Names of units: identifiers, each once, and none that the calculation of the same network uses for something else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from explainer.engine.run.run import Run
from explainer.engine.scenario.network import Network
from explainer.files.checks import ScenarioError
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.scenario.unit_names import check_names
from explainer.trace.lines.trace import Trace

GOLDEN = Path(__file__).parent.parent / "golden"


def check(inputs: list[str], hidden: list[str], outputs: list[str]) -> None:
    network = Network.of([inputs, hidden, outputs], ["sigmoid", "sigmoid"], "per_unit")
    check_names(network, [True, True, True])


@pytest.mark.parametrize("name", ["x", "height_cm", "X1", "i", "w7", "b3", "b_x", "total", "net_o9", "E", "lambda_1"])
def test_ordinary_names_are_taken(name: str) -> None:
    check([name, "other"], ["h1"], ["o1"])


@pytest.mark.parametrize("name", ["", "1x", "x y", "x-y", "_x", "ä", "x\n", "=x", "²"])
def test_names_are_identifiers(name: str) -> None:
    with pytest.raises(ScenarioError, match="is not a name of letters, digits and _ after a letter") as caught:
        check(["a", name], ["h1"], ["o1"])
    assert str(caught.value).startswith("layers[0].names[1]: ")


WORDS = (
    "w1 w3 b1 b2 b_h1 b_o1 exp min step n m t l1 learning_rate momentum objective penalty E_total E_sum E_batch "
    "net_h1 out_o1 delta_h1 target_o1 E_o1 dE_o1 dE_total E_via_h1 penalty_h1 sum_w1 velocity_w2 sum_b_h1 dw1 db_h1 "
    "lambda if None"
)


@pytest.mark.parametrize("name", WORDS.split())
def test_words_of_the_calculation_are_not_names(name: str) -> None:
    with pytest.raises(ScenarioError, match=rf'^layers\[0\]\.names\[0\]: "{name}" is already '):
        check([name, "other"], ["h1"], ["o1"])


@pytest.mark.parametrize("name", ["total", "sum", "batch", "via_h1"])
def test_an_output_whose_error_would_be_written_like_another_quantity_is_refused(name: str) -> None:
    with pytest.raises(ScenarioError, match=r"^layers\[2\]\.names\[0\]"):
        check(["a"], ["h1"], [name])
    check([name], ["h1"], ["o1"])


def test_a_name_stands_once() -> None:
    with pytest.raises(
        ScenarioError, match=r'^layers\[2\]\.names\[0\]: "a" is already the name of a unit in layers\[0\]'
    ):
        check(["a"], ["h1"], ["a"])


def test_a_default_name_that_is_taken_is_refused() -> None:
    network = Network.of([["h1"], ["h1"], ["o1"]], ["sigmoid", "sigmoid"], "per_unit")
    with pytest.raises(
        ScenarioError, match=r'^layers\[1\]\.names\[0\]: "h1" is already the name of a unit in layers\[0\]'
    ):
        check_names(network, [True, False, False])


def test_every_word_in_a_trace_is_refused_as_a_name() -> None:
    scenario = json.loads((GOLDEN / "example_trace.scenario.json").read_text())
    run = Run(read_scenario(json.dumps(scenario)))
    words = set()
    for step in Trace(run.pass_of(1)):
        words |= set(re.findall(r"[A-Za-z]\w*", f"{step.symbol_text} {step.formula}"))
    assert {"net_h1", "velocity_w1", "n", "tanh", "dE_batch", "penalty_o1"} <= words
    for word in sorted(words - {"i1", "i2"}):
        scenario["layers"][0]["names"] = ["i1", word]
        with pytest.raises(ScenarioError, match="is already"):
            read_scenario(json.dumps(scenario))
