"""Names lead to symbols and elements, and back."""

from __future__ import annotations

import pytest
from worked import mazur

from explainer.engine.update.training_loop import run_pass
from explainer.files.examples import example, example_names
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.elements import element_called, element_name, elements_of, symbol_called
from explainer.trace.lines.trace import Trace

SMALL = [name for name in example_names() if name != "digits"]


def lines(name: str):
    p = run_pass(example(name))
    trace = Trace(p)
    return p.scenario, [trace[number] for number in range(1, min(len(trace), 400) + 1)]


@pytest.mark.parametrize("name", SMALL)
def test_every_line_is_found_by_the_name_of_what_it_makes(name: str) -> None:
    scenario, steps = lines(name)
    for step in steps:
        assert symbol_called(scenario, step.symbol_text, max(step.place.sample, 0)) == step.symbol, step.symbol_text


@pytest.mark.parametrize("name", ["mazur", "l2", "softmax", "valley_adam", "dropout", "xor"])
def test_every_element_is_found_by_its_name(name: str) -> None:
    scenario, steps = lines(name)
    for element in set().union(*map(elements_of, steps)):
        assert element_called(scenario, element_name(scenario, element)) == element


def test_names_that_are_given_are_found_and_others_are_not() -> None:
    scenario = mazur()
    assert symbol_called(scenario, "w5").quantity is Quantity.WEIGHT
    assert symbol_called(scenario, "i1").quantity is Quantity.OUT
    assert symbol_called(scenario, "learning_rate").quantity is Quantity.LEARNING_RATE
    for name in ("", "w99", "net_", "delta_h9", "dE_total/dw99", "velocity_w5", "h"):
        assert symbol_called(scenario, name) is None
        assert element_called(scenario, name) is None
