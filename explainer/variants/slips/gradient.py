"""Slips of a gradient: the delta of the unit times what the weight multiplies."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.scenario.network import Parameter
from explainer.functions.expression import Expression, Leaf, Product, Sum
from explainer.trace.formula.symbols import Quantity, leaf
from explainer.trace.lines.line_formulas import passed_on
from explainer.trace.lines.trace import Step
from explainer.variants.slips.editing import exchanged
from explainer.variants.slips.loss import SUM
from explainer.variants.slips.slip import Kind, Made


def _parameter(step: Step) -> Parameter:
    assert step.parameter is not None
    return step.parameter


def _is_of_one_unit(step: Step) -> bool:
    """A bias that is shared has the sum of all deltas."""
    return _parameter(step).unit >= 0


def _of_unit(step: Step, quantity: Quantity, unit: int | None = None) -> Leaf:
    own = _parameter(step).unit if unit is None else unit
    return leaf(quantity, step.place.sample, step.place.layer, own)


def _delta(step: Step) -> Leaf:
    return _of_unit(step, Quantity.DELTA)


def _carried(step: Step) -> Leaf | None:
    """What the weight multiplies; None of a bias."""
    parameter = _parameter(step)
    return None if parameter.is_bias else passed_on(step.of, step.place.sample, step.place.layer - 1, parameter.source)


def _with(step: Step, other: Expression) -> Expression:
    """The gradient with something else in the place of what the weight multiplies."""
    return Product((_delta(step), other))


def _delta_alone(step: Step) -> Iterator[Made]:
    if carried := _carried(step):
        yield _delta(step), carried


def _carried_alone(step: Step) -> Iterator[Made]:
    if carried := _carried(step):
        yield carried, _delta(step)


def _added(step: Step) -> Iterator[Made]:
    if carried := _carried(step):
        yield Sum((_delta(step), carried)), _delta(step), carried


def _times_weight(step: Step) -> Iterator[Made]:
    if carried := _carried(step):
        weight = leaf(Quantity.WEIGHT, parameter=_parameter(step).index)
        yield _with(step, weight), weight, carried


def _times_bias(step: Step) -> Iterator[Made]:
    parameter = _parameter(step)
    if parameter.is_bias and _is_of_one_unit(step):
        bias = leaf(Quantity.WEIGHT, parameter=parameter.index)
        yield _with(step, bias), bias


def _times_net(step: Step) -> Iterator[Made]:
    carried = _carried(step)
    if carried and step.place.layer > 1:
        net = Leaf(carried.symbol._replace(quantity=Quantity.NET))
        yield _with(step, net), net, carried


def _times_own_out(step: Step) -> Iterator[Made]:
    if _is_of_one_unit(step):
        out = _of_unit(step, Quantity.OUT)
        yield _with(step, out), out


def _other_source(step: Step) -> Iterator[Made]:
    if carried := _carried(step):
        for source in (_parameter(step).source + 1, _parameter(step).source - 1):
            if 0 <= source < step.layer.sources:
                other = passed_on(step.of, step.place.sample, step.place.layer - 1, source)
                yield _with(step, other), other, carried


def _network_input(step: Step) -> Iterator[Made]:
    carried = _carried(step)
    if carried and step.place.layer > 1:
        units = step.scenario.network.layers[0].units
        other = leaf(Quantity.OUT, step.place.sample, 0, _parameter(step).source % units)
        yield _with(step, other), other, carried


def _other_delta(step: Step) -> Iterator[Made]:
    unit = _parameter(step).unit
    for other in (unit + 1, unit - 1):
        if _is_of_one_unit(step) and 0 <= other < step.layer.units:
            delta = _of_unit(step, Quantity.DELTA, other)
            yield exchanged(step.rule, {_delta(step).symbol: delta}), delta, _delta(step)


def _slope_missing(step: Step) -> Iterator[Made]:
    if _is_of_one_unit(step) and not (step.is_output and step.of.arrays.loss.from_net):
        blame = _of_unit(step, Quantity.BLAME)
        yield exchanged(step.rule, {_delta(step).symbol: blame}), blame, _delta(step)


GRADIENT = (
    Kind("delta_alone", "You left out {}.", "A gradient has two factors.", _delta_alone),
    Kind("carried_alone", "You left out {}.", "A gradient has two factors.", _carried_alone),
    Kind("added", "You added {} and {} instead of multiplying them.", "What is done with the two numbers?", _added),
    Kind("times_weight", "You multiplied by {} instead of {}.", "What does the weight multiply?", _times_weight),
    Kind("times_bias", "You multiplied by {}, the bias itself.", "What does a bias multiply?", _times_bias),
    Kind("times_net", "You took {} instead of {}.", "What does a unit hand to the next layer?", _times_net),
    Kind(
        "times_own_out",
        "You multiplied by {}, the output of the same unit.",
        "What comes into the unit?",
        _times_own_out,
    ),
    Kind("other_source", "You took {} instead of {}.", "Where does the weight begin?", _other_source),
    Kind("network_input", "You took {}, an input of the network, not {}.", "What feeds this layer?", _network_input),
    Kind("other_delta", "You took {} instead of {}.", "Where does the weight end?", _other_delta),
    Kind("slope_missing", "You took {} instead of {}: the slope is missing.", "What is a delta?", _slope_missing),
    *SUM,
)
