"""What the program begins with: the samples of the batch, the parameters before the update, and the settings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.batches import DROPOUT_PURPOSE
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.update_pass import Pass
from explainer.trace.code.code_lines import LEFT_OUT, CodeLine, ParameterArray, blocks_of, mask_name, trained_blocks

_SOME, _FEW = 12, 4
"""Of how many samples the numbers are listed, and of how many units the names."""


def prologue_lines(p: Pass) -> Iterator[CodeLine]:
    """Return the lines before the update; together with it they run as they are."""
    yield CodeLine("import numpy as np")
    scaled = "" if p.scenario.data.scale == "none" else ", scaled"
    yield given("X", p.arrays.a_input, f"inputs of {_which(p)}{scaled}")
    yield given("T", p.arrays.target, "their targets" if p.samples > 1 else "its targets")
    layers = range(1, len(p.scenario.network.layers))
    for layer in layers:
        for block in blocks_of(p.scenario.network, layer):
            yield given(block.name, block.of(p.theta_before), whose(p, block))
    for block in (block for layer in layers for block in trained_blocks(p.scenario.network, layer)):
        if mask := mask_name(p.scenario.network, block):
            is_trained = np.isin(np.arange(p.scenario.network.size), p.scenario.network.all_trained)
            yield given(mask, block.of(is_trained.astype(float)), "1 where it is trained, 0 where frozen")
    yield from _settings(p)
    yield from _memory(p, [block for layer in layers for block in trained_blocks(p.scenario.network, layer)])


def given(name: str, values: Array, comment: str = "") -> CodeLine:
    """Return the line that gives an array its numbers."""
    return CodeLine(f"{name} = {LEFT_OUT}", comment, numbers=values, is_given=True)


def whose(p: Pass, block: ParameterArray) -> str:
    """Return what the array is: of which layer, and of which units where these are few."""
    layer = p.scenario.network.layers[block.layer]
    units = f" ({', '.join(layer.names)})" if layer.units <= _FEW else ""
    what = "bias of" if not block.shape else "biases of" if block.is_bias else "weights into"
    return f"{what} layer {layer.number}{units}"


def _which(p: Pass) -> str:
    numbers = [f"{row + 1:,}" for row in p.rows[:_SOME]]
    more = " …" if p.samples > _SOME else ""
    return f"sample{'s' if p.samples > 1 else ''} {' '.join(numbers)}{more}"


def _settings(p: Pass) -> Iterator[CodeLine]:
    scenario, optimizer = p.scenario, p.scenario.optimizer.rule
    if not optimizer.is_minimiser:
        yield CodeLine(f"eta = {scenario.optimizer.learning_rate!r}", "learning rate")
    yield from _together({name: scenario.optimizer.options[name] for name in optimizer.options})
    if p.samples > 1:
        yield CodeLine(f"n = {p.samples}", "samples in this batch")
    yield from penalty_settings(scenario)
    if scenario.dropout:
        yield CodeLine(f"dropout = {scenario.dropout!r}", "share of hidden units left out")
        yield CodeLine(f"rng = np.random.default_rng([{scenario.seed}, {DROPOUT_PURPOSE}, {p.number}])")


def penalty_settings(scenario: Scenario) -> Iterator[CodeLine]:
    """What penalties are made of besides the weights, if there are any."""
    if scenario.has_penalty:
        yield CodeLine(f"m = {scenario.data.samples}", "samples in the training data")
        yield from _together({name: value for name, value in (("l1", scenario.l1), ("l2", scenario.l2)) if value})


def _together(settings: dict[str, float]) -> Iterator[CodeLine]:
    if settings:
        yield CodeLine(f"{', '.join(settings)} = {', '.join(map(repr, settings.values()))}")


def _memory(p: Pass, blocks: list[ParameterArray]) -> Iterator[CodeLine]:
    """What the optimizer remembers from earlier updates; what it does not know yet is 0."""
    optimizer = p.scenario.optimizer.rule
    for name in optimizer.memory if blocks else ():
        remembered = p.memory_before(name)
        if np.any(remembered):
            yield from (given(f"{name}_{block.name}", block.of(remembered)) for block in blocks)
        else:
            yield CodeLine(f"{' = '.join(f'{name}_{block.name}' for block in blocks)} = 0", "nothing remembered yet")
    if optimizer.is_minimiser:
        return
    for name in optimizer.scalars:
        value = p.scalar_before(name)
        yield CodeLine(f"k = {value:.0f}" if name == "t" else f"{name} = {value!r}", _SCALARS.get(name, ""))


_SCALARS = {"t": "updates before this one"}
