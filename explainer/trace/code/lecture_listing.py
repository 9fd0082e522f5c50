"""The listing of an update as the lectures have it, or the sentence that says what the lectures' program leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

import numpy as np

from explainer.engine.update.update_pass import Pass
from explainer.trace.code.code_lines import CodeLine, ParameterArray, blocks_of, blocks_with_gradients
from explainer.trace.code.lecture_code import NetworkClass, has_parts, is_masked
from explainer.trace.code.lecture_functions import NetworkFunctions
from explainer.trace.code.listing import Listing, closed_lines
from explainer.trace.code.prologue import given, penalty_settings, whose
from explainer.trace.formula.symbols import Phase

_WIDTH = 48
"""How many letters of a sentence are in a line."""


class LectureListing(Listing):
    """Run, it leaves a `net` whose weights and biases are those after the update, one array for each layer.

    Where the lectures' program has no line for something of the scenario there is no program: a comment says so.
    """

    def _parts(self) -> tuple[list[CodeLine], list[CodeLine]]:
        p = self.trace.of
        if self.trace.shown.hides_formulas:
            return [], closed_lines()
        if reasons := left_out(p):
            return [], [CodeLine("", line) for reason in reasons for line in wrap(reason, _WIDTH)]
        before = [CodeLine("import numpy as np"), *NetworkFunctions(p.scenario).definitions(), CodeLine("")]
        return before, [*NetworkClass(p.scenario).lines(), CodeLine(""), *_call_lines(p)]

    def _phases(self) -> list[Phase | None]:
        return [line.phase for line in self.lines]


def left_out(p: Pass) -> tuple[str, ...]:
    """Say what of the scenario the lectures' program has no line for; nothing where it has all."""
    scenario, reasons = p.scenario, []
    if scenario.optimizer.name != "sgd":
        reasons.append(
            f"The lectures' program takes plain steps, w - eta*g: it has no {scenario.optimizer.rule.spoken}."
        )
    if scenario.dropout:
        reasons.append("The lectures' program lets all units take part: it has no dropout.")
    if scenario.is_sequential:
        reasons.append("The lectures' program updates all layers together, not one before the blame of the next.")
    if scenario.bug:
        reasons.append(f"The lectures' program is right: it has not the bug {scenario.bug.name}.")
    return (*reasons, "The program “line by line” calculates it.") if reasons else ()


def _call_lines(p: Pass) -> Iterator[CodeLine]:
    """The data, the parameters before the update, and the update itself."""
    scenario, network = p.scenario, p.scenario.network
    samples = scenario.data.training
    yield given("X", samples.inputs, "inputs" if scenario.data.scale == "none" else "inputs, scaled")
    yield given("T", samples.targets, "targets")
    layers = range(1, network.top + 1)
    blocks = [block for layer in layers for block in blocks_of(network, layer)]
    for block in blocks:
        yield given(block.name, block.of(p.theta_before), whose(p, block))
    yield from penalty_settings(scenario)
    yield from _masks(p)
    names = [f"[{', '.join(block.name for block in blocks if block.is_bias == is_bias)}]" for is_bias in (False, True)]
    yield CodeLine(f"net = Network({', '.join(name for name in names if name != '[]')})")
    settings = ["updates=1", *([f"size={scenario.samples_per_batch}"] if has_parts(scenario) else [])]
    settings += [f"eta={scenario.optimizer.learning_rate!r}"]
    settings += [f"done={p.number - 1}"] if has_parts(scenario) else []
    yield CodeLine(f"net.SGD(X, T, {', '.join(settings)})", "this update; more go on from it")


def _masks(p: Pass) -> Iterator[CodeLine]:
    network = p.scenario.network
    is_trained = np.isin(np.arange(network.size), network.all_trained).astype(float)
    blocks = [block for layer in range(1, network.top + 1) for block in blocks_with_gradients(network, layer)]
    for letter in ("w", "b"):
        own: list[ParameterArray] = [block for block in blocks if block.is_bias == (letter == "b")]
        if not is_masked(network, letter):
            continue
        for block in own:
            yield given(f"free_{block.name}", block.of(is_trained), "1 where it is trained, 0 where frozen")
        yield CodeLine(f"free_{letter} = [{', '.join(f'free_{block.name}' for block in own)}]")
