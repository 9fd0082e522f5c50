"""The order of the calculation: which lines an update has, by the shape and settings of its scenario."""

from __future__ import annotations

from functools import lru_cache

from explainer.engine.network import Layer, Network
from explainer.engine.optimizers import OPTIMIZERS
from explainer.engine.scenario import Scenario
from explainer.trace.operations import Operation
from explainer.trace.plan import Line, Loop, Plan


def plan_of(scenario: Scenario, samples: int) -> Plan:
    """Return the plan of an update from a batch of `samples` samples."""
    return _plan(
        scenario.network,
        samples,
        scenario.has_penalty,
        scenario.update_order == "sequential",
        OPTIMIZERS[scenario.optimizer.name].memory,
    )


@lru_cache(maxsize=32)
def _plan(network: Network, samples: int, penalty: bool, sequential: bool, memory: tuple[str, ...]) -> Plan:
    parts = _Parts(network, samples, penalty, memory)
    top_down = range(len(network.layers) - 1, 0, -1)
    upward = (*(part for i in range(1, len(network.layers)) for part in parts.forward(i)), *parts.loss())
    if sequential:
        by_layer = (part for i in top_down for part in parts.layer_by_itself(i))
        return Plan((Loop("sample", samples, upward), *parts.batch_loss(), *by_layer))
    backward = tuple(part for i in top_down for part in parts.backward(i))
    layers = range(1, len(network.layers))
    return Plan(
        (
            Loop("sample", samples, (*upward, *backward)),
            *parts.batch_loss(),
            *(part for i in layers for part in parts.batch_gradient(i)),
            *(parts.update(i) for i in layers),
        )
    )


class _Parts:
    """The pieces that both orders of update are put together from."""

    def __init__(self, network: Network, samples: int, penalty: bool, memory: tuple[str, ...]) -> None:
        self.network, self.samples, self.penalty, self.memory = network, samples, penalty, memory
        self.batch = samples > 1

    def forward(self, layer: int) -> tuple[Loop, ...]:
        body = (Line(Operation.NET, layer), Line(Operation.OUT, layer))
        return (Loop("unit", self._layer(layer).units, body),)

    def loss(self) -> tuple[Line | Loop, ...]:
        top = len(self.network.layers) - 1
        errors = Loop("unit", self._layer(top).units, (Line(Operation.ERROR, top),))
        total = Line(Operation.SAMPLE_ERROR)
        return (errors, total, Line(Operation.ERROR_SUM)) if self.batch else (errors, total)

    def backward(self, layer: int) -> tuple[Loop, ...]:
        body: list[Line | Loop] = []
        if layer + 1 < len(self.network.layers):
            body.append(Loop("above", self._layer(layer + 1).units, (Line(Operation.CONTRIBUTION, layer),)))
        body += [Line(operation, layer) for operation in (Operation.DE_DOUT, Operation.DOUT_DNET, Operation.DELTA)]
        gradient = [Line(Operation.GRADIENT, layer)]
        if self.batch:
            gradient.append(Line(Operation.GRADIENT_SUM, layer))
        return (Loop("unit", self._layer(layer).units, tuple(body)), self._trained(layer, gradient))

    def batch_loss(self) -> tuple[Line | Loop, ...]:
        parts: list[Line | Loop] = [Line(Operation.BATCH_ERROR)] if self.batch else []
        if self.penalty:
            for layer in range(1, len(self.network.layers)):
                parts.append(Loop("unit", self._layer(layer).units, (Line(Operation.UNIT_PENALTY, layer),)))
            parts.append(Line(Operation.PENALTY))
        return (*parts, Line(Operation.OBJECTIVE)) if parts else ()

    def batch_gradient(self, layer: int) -> tuple[Loop, ...]:
        if not (self.batch or self.penalty):
            return ()
        return (self._trained(layer, [Line(Operation.BATCH_GRADIENT, layer)]),)

    def update(self, layer: int) -> Loop:
        lines = [Line(Operation.MEMORY, layer, name) for name in self.memory]
        return self._trained(layer, [*lines, Line(Operation.UPDATE, layer)])

    def layer_by_itself(self, layer: int) -> tuple[Loop, ...]:
        return (Loop("sample", self.samples, self.backward(layer)), *self.batch_gradient(layer), self.update(layer))

    def _layer(self, index: int) -> Layer:
        return self.network.layers[index]

    def _trained(self, layer: int, lines: list[Line]) -> Loop:
        indices = self.network.trained(self._layer(layer))
        return Loop("parameter", len(indices), tuple(lines), indices.start)
