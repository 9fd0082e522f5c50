"""Where numbers go: the lines that the operands of a line were made in, and those that use what it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from explainer.engine.scenario.network import Parameter
from explainer.functions.expression import symbols
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.trace import Step, Trace

Places = Iterator[Place]


def line_that_made(trace: Trace, symbol: Symbol) -> int | None:
    """Return the line of this update that made the number of an operand; None where it is given.

    In sequential order a weight of the backward pass is one that has been updated.
    """
    return (
        line_of(trace, _one(trace, symbol)) if symbol.quantity is Quantity.BACKWARD_WEIGHT else line_of(trace, symbol)
    )


def operand_lines(trace: Trace, step: Step) -> tuple[int, ...]:
    """Return the lines that made the operands of a line, in their order, each once; none where it is closed."""
    if step.is_closed:
        return ()
    made = (line_that_made(trace, symbol) for symbol in dict.fromkeys(symbols(step.rule)))
    return tuple(sorted({number for number in made if number is not None}))


def later_uses(trace: Trace, symbol: Symbol) -> tuple[int, ...]:
    """Return the lines of the update that have in their formula what a line has made, in their order."""
    certain = _CERTAIN.get(symbol.quantity, _nowhere)(trace, symbol)
    possible = _POSSIBLE.get(symbol.quantity, _nowhere)(trace, symbol)
    if trace.scenario.bug:  # nothing is certain of a program that has one
        certain, possible = _nowhere(trace, symbol), chain(certain, possible, _astray(trace, symbol))
    numbers = {number for place in certain if (number := trace.plan.number(place)) is not None}
    numbers.update(number for place in possible if (number := _if_used(trace, place, symbol)) is not None)
    return tuple(sorted(numbers))


def _astray(trace: Trace, symbol: Symbol) -> Places:
    """Lines that have the number of a unit in their formula by a bug only: deltas below, gradients beside and above."""
    if symbol.quantity is Quantity.NEW:
        yield from (place._replace(unit=place.above, above=place.unit) for place in _from_new(trace, symbol))
    if symbol.quantity not in (Quantity.NET, Quantity.OUT, Quantity.SLOPE):
        return
    layers, unit = trace.scenario.network.layers, symbol.unit
    for index, layer in enumerate(layers[1 : symbol.layer], start=1):
        yield from (Place(Operation.DELTA, index, sample=symbol.sample, unit=it) for it in range(layer.units))
    parameters = [layers[symbol.layer].bias(unit)] if layers[symbol.layer].bias_count else []
    if symbol.layer < trace.scenario.network.top:
        above = layers[symbol.layer + 1]
        parameters += [above.weight(receiving, unit) for receiving in range(above.units)]
    for parameter in parameters:
        index = trace.scenario.network.parameter(parameter).layer
        yield Place(Operation.GRADIENT, index, sample=symbol.sample, parameter=parameter)


def _if_used(trace: Trace, place: Place, symbol: Symbol) -> int | None:
    """Return the number of a line whose formula may or may not have the symbol in it, where it has."""
    number = trace.plan.number(place)
    if number is None:
        return None
    return (
        number if any(_one(trace, it) == _one(trace, symbol) for it in symbols(trace.at(number, place).rule)) else None
    )


def _one(trace: Trace, symbol: Symbol) -> Symbol:
    """Return the symbol that a number is looked up by: a contribution may have its weight named or not, and in
    sequential order the weight of the backward pass is the new one."""
    if symbol.quantity is Quantity.CONTRIBUTION:
        return symbol._replace(parameter=-1)
    if symbol.quantity is Quantity.BACKWARD_WEIGHT and trace.scenario.is_sequential:
        return symbol._replace(quantity=Quantity.NEW)
    return symbol


def _nowhere(trace: Trace, symbol: Symbol) -> Places:
    return iter(())


def _of_unit(*operations: Operation) -> Callable[[Trace, Symbol], Places]:
    """Lines about the unit of the symbol."""

    def places(trace: Trace, symbol: Symbol) -> Places:
        return (Place(it, symbol.layer, sample=symbol.sample, unit=symbol.unit) for it in operations)

    return places


def _of_sample(*operations: Operation) -> Callable[[Trace, Symbol], Places]:
    return lambda trace, symbol: (Place(it, sample=symbol.sample) for it in operations)


def _of_batch(operation: Operation) -> Callable[[Trace, Symbol], Places]:
    return lambda trace, symbol: iter((Place(operation),))


def _from_net(trace: Trace, symbol: Symbol) -> Places:
    """The unit's own lines; a softmax needs the net inputs of all units of its layer."""
    is_of_layer = trace.of.layer(symbol.layer).activation.is_of_layer
    units: Iterable[int] = range(_units(trace, symbol.layer)) if is_of_layer else (symbol.unit,)
    own = _of_unit(Operation.OUT, Operation.ERROR, Operation.DE_DOUT, Operation.DOUT_DNET, Operation.DELTA)
    return chain.from_iterable(own(trace, symbol._replace(unit=unit)) for unit in units)


def _passed_up(trace: Trace, symbol: Symbol) -> Places:
    """The sums that take what a unit hands on, and the gradients of the weights that it goes along."""
    layer = symbol.layer + 1
    if layer > trace.scenario.network.top:
        return
    for unit in range(_units(trace, layer)):
        yield Place(Operation.NET, layer, sample=symbol.sample, unit=unit)
        weight = trace.scenario.network.layers[layer].weight(unit, symbol.unit)
        yield Place(Operation.GRADIENT, layer, sample=symbol.sample, parameter=weight)


def _out_passed_up(trace: Trace, symbol: Symbol) -> Places:
    return _nowhere(trace, symbol) if trace.of.layer(symbol.layer).drops else _passed_up(trace, symbol)


def _from_delta(trace: Trace, symbol: Symbol) -> Places:
    """What comes back to the units below, and the gradients of the unit's weights and of its bias."""
    network = trace.scenario.network
    layer = network.layers[symbol.layer]
    for unit in range(layer.sources):
        yield Place(Operation.CONTRIBUTION, symbol.layer - 1, sample=symbol.sample, unit=unit, above=symbol.unit)
    weights = [layer.weight(symbol.unit, source) for source in range(layer.sources)]
    biases = [layer.bias(symbol.unit)] if layer.bias_count else []
    for parameter in (*weights, *biases):
        yield Place(Operation.GRADIENT, symbol.layer, sample=symbol.sample, parameter=parameter)


def _added_up(sums: Operation, whole: Operation) -> Callable[[Trace, Symbol], Places]:
    """A sum over the batch goes on with the next sample, and from the last one into a line about the whole batch."""

    def places(trace: Trace, symbol: Symbol) -> Places:
        layer = _parameter(trace, symbol).layer if symbol.parameter >= 0 else -1
        if symbol.sample + 1 < trace.samples:
            yield Place(sums, layer, sample=symbol.sample + 1, parameter=symbol.parameter)
        else:
            yield Place(whole, layer, parameter=symbol.parameter)

    return places


def _from_gradient(trace: Trace, symbol: Symbol) -> Places:
    layer = _parameter(trace, symbol).layer
    if trace.samples > 1:
        yield Place(Operation.GRADIENT_SUM, layer, sample=symbol.sample, parameter=symbol.parameter)
    elif trace.scenario.has_penalty:
        yield Place(Operation.BATCH_GRADIENT, layer, parameter=symbol.parameter)
    else:
        yield from _optimizer_lines(trace, _parameter(trace, symbol))


def _optimizer_lines(trace: Trace, parameter: Parameter) -> Places:
    names = trace.scenario.optimizer.rule.each_lines
    yield from (Place(Operation.MEMORY, parameter.layer, name, parameter=parameter.index) for name in names)
    yield Place(Operation.UPDATE, parameter.layer, parameter=parameter.index)


def _of_parameter(trace: Trace, symbol: Symbol) -> Places:
    return _optimizer_lines(trace, _parameter(trace, symbol))


def _from_scalar(trace: Trace, symbol: Symbol) -> Places:
    """Other scalars, and what of the optimizer's lines takes it: the same lines for every parameter."""
    yield from (Place(Operation.SCALAR, name=name) for name in trace.scenario.optimizer.rule.once_lines)
    network = trace.scenario.network
    trained = [network.parameter(index) for index in network.all_trained.tolist()]
    if not trained:
        return
    taken = {it.operation: it for it in _optimizer_lines(trace, trained[0]) if _if_used(trace, it, symbol)}
    for parameter in trained:
        for place in taken.values():
            yield place._replace(layer=parameter.layer, parameter=parameter.index)


def _from_new(trace: Trace, symbol: Symbol) -> Places:
    """In sequential order, what comes back through a weight that is updated already."""
    parameter = _parameter(trace, symbol)
    if trace.scenario.is_sequential and not parameter.is_bias and parameter.layer > 1:
        layer, unit, above = parameter.layer - 1, parameter.source, parameter.unit
        for sample in range(trace.samples):
            yield Place(Operation.CONTRIBUTION, layer, sample=sample, unit=unit, above=above)


def _units(trace: Trace, layer: int) -> int:
    return trace.scenario.network.layers[layer].units


def _parameter(trace: Trace, symbol: Symbol) -> Parameter:
    return trace.scenario.network.parameter(symbol.parameter)


_CERTAIN: dict[Quantity, Callable[[Trace, Symbol], Places]] = {
    Quantity.OUT: _out_passed_up,
    Quantity.PASSED: _passed_up,
    Quantity.ERROR: _of_sample(Operation.SAMPLE_ERROR),
    Quantity.SAMPLE_ERROR: _of_sample(Operation.ERROR_SUM),
    Quantity.ERROR_SUM: _added_up(Operation.ERROR_SUM, Operation.BATCH_ERROR),
    Quantity.BATCH_ERROR: _of_batch(Operation.OBJECTIVE),
    Quantity.UNIT_PENALTY: _of_batch(Operation.PENALTY),
    Quantity.PENALTY: _of_batch(Operation.OBJECTIVE),
    Quantity.BLAME: _of_unit(Operation.DELTA),
    Quantity.BLAME_PASSED: _of_unit(Operation.DROPOUT_BACK),
    Quantity.SLOPE: _of_unit(Operation.DELTA),
    Quantity.CONTRIBUTION: _of_unit(Operation.DE_DOUT, Operation.INPUT_GRADIENT),
    Quantity.DELTA: _from_delta,
    Quantity.GRADIENT_SUM: _added_up(Operation.GRADIENT_SUM, Operation.BATCH_GRADIENT),
    Quantity.NEW: _from_new,
}
"""Every such line has the number in its formula."""

_POSSIBLE: dict[Quantity, Callable[[Trace, Symbol], Places]] = {
    Quantity.NET: _from_net,
    Quantity.OUT: _of_unit(Operation.DROPOUT, Operation.ERROR, Operation.DE_DOUT, Operation.DOUT_DNET, Operation.DELTA),
    Quantity.SAMPLE_ERROR: _of_batch(Operation.OBJECTIVE),
    Quantity.GRADIENT: _from_gradient,
    Quantity.BATCH_GRADIENT: _of_parameter,
    Quantity.MEMORY: _of_parameter,
    Quantity.SCALAR: _from_scalar,
}
"""Whether such a line has it depends on its rule, or on the numbers."""
