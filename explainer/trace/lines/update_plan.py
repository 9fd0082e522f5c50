"""The order of the calculation: which lines an update has, by the shape and settings of its scenario."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from explainer.engine.scenario.network import Layer, Network
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.losses import LOSSES
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Loop, Plan, PlanLine


class _Shape(NamedTuple):
    """What of a scenario its plan depends on; `once` and `each` are the optimizer's lines."""

    network: Network
    samples: int
    penalty: bool
    sequential: bool
    delta_from_net: bool
    drops: bool
    input_gradients: bool
    once: tuple[str, ...]
    each: tuple[str, ...]


def plan_of(scenario: Scenario, samples: int) -> Plan:
    """Return the plan of an update from a batch of `samples` samples."""
    optimizer = scenario.optimizer.rule
    return _plan(
        _Shape(
            scenario.network,
            samples,
            scenario.has_penalty,
            scenario.is_sequential,
            LOSSES[scenario.loss].from_net,
            scenario.dropout > 0,
            scenario.input_gradients,
            tuple(optimizer.once_lines),
            tuple(optimizer.each_lines),
        )
    )


@lru_cache(maxsize=32)
def _plan(shape: _Shape) -> Plan:
    parts, layers = _Parts(shape), range(1, len(shape.network.layers))
    upward = (*(part for i in layers for part in parts.forward(i)), *parts.loss())
    if shape.sequential:
        by_layer = (part for i in reversed(layers) for part in parts.layer_by_itself(i))
        return Plan((Loop("sample", range(shape.samples), upward), *parts.batch_loss(), *by_layer))
    backward = tuple(part for i in reversed(layers) for part in parts.backward(i))
    return Plan(
        (
            Loop("sample", range(shape.samples), (*upward, *backward)),
            *parts.batch_loss(),
            *(part for i in layers for part in parts.batch_gradient(i)),
            *parts.once(),
            *(parts.update(i) for i in layers),
        )
    )


class _Parts:
    """The pieces that both orders of update are put together from."""

    def __init__(self, shape: _Shape) -> None:
        self.shape, self.network, self.samples, self.penalty = shape, shape.network, shape.samples, shape.penalty
        self.batch = shape.samples > 1

    def _is_top(self, layer: int) -> bool:
        return layer == self.network.top

    def forward(self, layer: int) -> tuple[Loop, ...]:
        """Unit by unit; a softmax needs the net inputs of all its units first."""
        body = [PlanLine(Operation.NET, layer), PlanLine(Operation.OUT, layer)]
        if self.shape.drops and not self._is_top(layer):
            body.append(PlanLine(Operation.DROPOUT, layer))
        is_of_layer = ACTIVATIONS[self._layer(layer).activation].is_of_layer
        together = [body[:1], body[1:]] if is_of_layer else [body]
        return tuple(Loop("unit", range(self._layer(layer).units), tuple(lines)) for lines in together)

    def loss(self) -> tuple[PlanLine | Loop, ...]:
        top = self.network.top
        errors = Loop("unit", range(self._layer(top).units), (PlanLine(Operation.ERROR, top),))
        total = PlanLine(Operation.SAMPLE_ERROR)
        return (errors, total, PlanLine(Operation.ERROR_SUM)) if self.batch else (errors, total)

    def _input_gradients(self) -> tuple[Loop, ...]:
        contributions = Loop("above", range(self._layer(1).units), (PlanLine(Operation.CONTRIBUTION, 0),))
        body = (contributions, PlanLine(Operation.INPUT_GRADIENT, 0))
        return (Loop("unit", range(self._layer(0).units), body),)

    def backward(self, layer: int) -> tuple[Loop, ...]:
        body = (*self._blame(layer), PlanLine(Operation.DELTA, layer))
        gradient = [PlanLine(Operation.GRADIENT, layer)]
        if self.batch:
            gradient.append(PlanLine(Operation.GRADIENT_SUM, layer))
        further = self._input_gradients() if layer == 1 and self.shape.input_gradients else ()
        return (Loop("unit", range(self._layer(layer).units), body), self._with_gradients(layer, gradient), *further)

    def _blame(self, layer: int) -> Iterator[PlanLine | Loop]:
        """The lines that the delta is the product of; a loss that starts from the net input needs none at the top."""
        if self._is_top(layer):
            names = () if self.shape.delta_from_net else (Operation.DE_DOUT, Operation.DOUT_DNET)
        else:
            yield Loop("above", range(self._layer(layer + 1).units), (PlanLine(Operation.CONTRIBUTION, layer),))
            back = (Operation.DROPOUT_BACK,) if self.shape.drops else ()
            names = (Operation.DE_DOUT, *back, Operation.DOUT_DNET)
        yield from (PlanLine(operation, layer) for operation in names)

    def batch_loss(self) -> tuple[PlanLine | Loop, ...]:
        parts: list[PlanLine | Loop] = [PlanLine(Operation.BATCH_ERROR)] if self.batch else []
        if self.penalty:
            for layer in range(1, len(self.network.layers)):
                parts.append(Loop("unit", range(self._layer(layer).units), (PlanLine(Operation.UNIT_PENALTY, layer),)))
            parts.append(PlanLine(Operation.PENALTY))
        return (*parts, PlanLine(Operation.OBJECTIVE)) if parts else ()

    def batch_gradient(self, layer: int) -> tuple[Loop, ...]:
        if not (self.batch or self.penalty):
            return ()
        return (self._with_gradients(layer, [PlanLine(Operation.BATCH_GRADIENT, layer)]),)

    def once(self) -> tuple[PlanLine, ...]:
        return tuple(PlanLine(Operation.SCALAR, name=name) for name in self.shape.once)

    def update(self, layer: int) -> Loop:
        lines = [PlanLine(Operation.MEMORY, layer, name) for name in self.shape.each]
        trained = self.network.trained(self._layer(layer))
        return Loop("parameter", trained, (*lines, PlanLine(Operation.UPDATE, layer)))

    def layer_by_itself(self, layer: int) -> tuple[PlanLine | Loop, ...]:
        once = self.once() if self._is_top(layer) else ()
        deltas = Loop("sample", range(self.samples), self.backward(layer))
        return (deltas, *self.batch_gradient(layer), *once, self.update(layer))

    def _layer(self, index: int) -> Layer:
        return self.network.layers[index]

    def _with_gradients(self, layer: int, lines: list[PlanLine]) -> Loop:
        return Loop("parameter", self.network.with_gradients(self._layer(layer)), tuple(lines))
