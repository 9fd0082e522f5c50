"""A mystery: a bug drawn by a seed, on the network made for the lab, and whether an answer finds it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import NamedTuple

import numpy as np

from explainer.bugs.catalogue import BUGS, problem_of, with_bug
from explainer.bugs.lab.program import what_it_does
from explainer.bugs.lab.two_lines import places_of
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.training_loop import run_pass
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.trace import Trace

CHECKS = 10
"""How many checks there are to find it with."""


class LineKind(NamedTuple):
    """A kind of line that a bug can act in: `like` is how such a line is called on the network of the lab."""

    words: str
    like: str


LINE_KINDS = {
    "output_error": LineKind("slope of the error at an output", "dE_total/dout_o1"),
    "slope": LineKind("slope of an activation", "dout_o1/dnet_o1"),
    "output_delta": LineKind("delta of an output", "delta_o1"),
    "hidden_delta": LineKind("delta of a hidden unit", "delta_h1"),
    "back": LineKind("what comes back through one weight", "dE_o1/dout_h1"),
    "blame": LineKind("blame of a hidden unit, summed", "dE_total/dout_h1"),
    "weight_gradient": LineKind("gradient of a weight, one sample", "dE_total/dw5"),
    "bias_gradient": LineKind("gradient of a bias, one sample", "dE_total/db_o1"),
    "sum": LineKind("sum of gradients over the samples", "sum_w5"),
    "batch_gradient": LineKind("gradient of the batch: mean and penalty", "dE_batch/dw1"),
    "update": LineKind("the new weight", "w1+"),
}


def line_kind(scenario: Scenario, place: Place) -> str:
    """Return which kind of line a place is, one of the kinds above."""
    is_output = place.layer == scenario.network.top
    is_bias = place.parameter >= 0 and scenario.network.parameter(place.parameter).is_bias
    match place.operation:
        case Operation.DE_DOUT:
            return "output_error" if is_output else "blame"
        case Operation.DELTA:
            return "output_delta" if is_output else "hidden_delta"
        case Operation.GRADIENT:
            return "bias_gradient" if is_bias else "weight_gradient"
    return _KIND_OF[place.operation]


_KIND_OF = {
    Operation.DOUT_DNET: "slope",
    Operation.CONTRIBUTION: "back",
    Operation.GRADIENT_SUM: "sum",
    Operation.BATCH_GRADIENT: "batch_gradient",
    Operation.UPDATE: "update",
}


def candidates(lab: Scenario) -> tuple[str, ...]:
    """Return the bugs that a mystery may have."""
    return tuple(name for name in BUGS if not problem_of(lab, name))


def bug_of(lab: Scenario, seed: int) -> str:
    """Return the bug of a seed."""
    names = candidates(lab)
    return names[int(np.random.default_rng(seed).integers(len(names)))]


def mystery(lab: Scenario, seed: int) -> Scenario:
    """Return the network with the bug of a seed, which nothing names."""
    with_it = with_bug(lab, bug_of(lab, seed))
    assert with_it.bug is not None
    bug = replace(with_it.bug, among=candidates(lab))
    return replace(with_it, bug=bug, title=f"Mystery {seed}", notes="One bug is in this program. Which, and where?")


def told(scenario: Scenario) -> Scenario:
    """Return the scenario with its bug named."""
    bug = scenario.bug
    return replace(scenario, bug=replace(bug, among=())) if bug else scenario


@cache
def _lines(lab: Scenario, name: str) -> dict[str, str]:
    """Return the first line of each kind in which a bug acts."""
    trace = Trace(run_pass(with_bug(lab, name)))
    lines: dict[str, str] = {}
    for place in places_of(trace.of):
        lines.setdefault(line_kind(lab, place), trace[trace.plan.number(place) or 0].symbol_text)
    return lines


def kinds_of(lab: Scenario, name: str) -> tuple[str, ...]:
    """Return the kinds of line in which a bug acts."""
    return tuple(_lines(lab, name))


def key_text(lab: Scenario, seed: int) -> str:
    """Return the teacher's key of a mystery."""
    name = bug_of(lab, seed)
    lines = "; ".join(f"{LINE_KINDS[kind].words}, such as {line}" for kind, line in _lines(lab, name).items())
    return f"Mystery {seed}: {name}\nWhat is done instead: {what_it_does(name)}\nWhere: {lines}"


class JudgedGuess(NamedTuple):
    """What there is to say of an answer."""

    is_right: bool
    sentence: str


def judge(scenario: Scenario, name: str, line: str) -> JudgedGuess:
    """Judge an answer, a bug and a kind of line; of a wrong one nothing is told but what it would have done."""
    bug = scenario.bug
    assert bug is not None
    lines = kinds_of(replace(scenario, bug=None), bug.name)
    if name == bug.name and line in lines:
        return JudgedGuess(True, f"Right: {name}. {bug.said}")
    if name == bug.name:
        return JudgedGuess(False, "The bug is right, the line is not: where is its formula another?")
    if line in lines:
        return JudgedGuess(False, f"The line is right, the bug is not. {_would(scenario, name)}")
    return JudgedGuess(False, f"Neither the bug nor the line. {_would(scenario, name)}")


def _would(scenario: Scenario, name: str) -> str:
    """Say what the bug that was answered would have done to the gradient."""
    right = replace(scenario, bug=None)
    here, with_it, without = (run_pass(one).arrays.gradient for one in (scenario, with_bug(right, name), right))
    network = scenario.network
    off = [_off(other, without, network.layers[1:]) for other in (with_it, here)]
    if off[0] == off[1]:
        return f"{name} would put the same layers wrong, but by other ratios."
    what = _layers_in_words(off[0])
    return f"With {name} {what}: look again at which gradients fail here."


def _off(one: np.ndarray, other: np.ndarray, layers: tuple) -> tuple[bool, ...]:  # type: ignore[type-arg]
    return tuple(bool(np.abs(one - other)[layer.start : layer.stop].max() > 1e-9) for layer in layers)


def _layers_in_words(off: tuple[bool, ...]) -> str:
    if not any(off):
        return "all gradients of update 1 would agree"
    if all(off):
        return "gradients of every layer would fail"
    return f"only gradients of the {'top' if off[-1] else 'first'} layer would fail"
