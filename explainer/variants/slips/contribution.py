"""Slips of the blame that comes back along one weight: the delta above times the weight."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.functions.expression import Call, Leaf, Product, Sum
from explainer.trace.formula.symbols import Quantity, leaf
from explainer.trace.lines.line_formulas import weight_back_to
from explainer.trace.lines.trace import Step
from explainer.variants.slips.activation import own_leaf
from explainer.variants.slips.anywhere import SIGN
from explainer.variants.slips.loss import SUM
from explainer.variants.slips.slip import Kind, Made
from explainer.variants.slips.weighted_sum import MINUS_LOST


def _delta(step: Step, above: int) -> Leaf:
    return leaf(Quantity.DELTA, step.place.sample, step.place.layer + 1, above)


def _weight(step: Step, unit: int, above: int, quantity: Quantity | None = None) -> Leaf:
    layer = step.scenario.network.layers[step.place.layer + 1]
    return leaf(quantity or weight_back_to(step.place.layer), parameter=layer.weight(above, unit))


def _own(step: Step) -> tuple[Leaf, Leaf]:
    return _delta(step, step.place.above), _weight(step, step.place.unit, step.place.above)


def _no_weight(step: Step) -> Iterator[Made]:
    delta, weight = _own(step)
    yield delta, weight


def _no_delta(step: Step) -> Iterator[Made]:
    delta, weight = _own(step)
    yield weight, delta


def _added(step: Step) -> Iterator[Made]:
    delta, weight = _own(step)
    yield Sum((delta, weight)), delta, weight


def _other_time(step: Step) -> Iterator[Made]:
    """The new weight where it should be the old one; or the other way round in sequential order."""
    delta, weight = _own(step)
    quantity = Quantity.WEIGHT if step.scenario.is_sequential else Quantity.NEW
    other = _weight(step, step.place.unit, step.place.above, quantity)
    yield Product((delta, other)), other, Leaf(weight.symbol)


def _no_slope_above(step: Step) -> Iterator[Made]:
    delta, weight = _own(step)
    layer = step.place.layer + 1
    if layer < step.scenario.network.top or not step.of.arrays.loss.from_net:
        blame = leaf(Quantity.BLAME, step.place.sample, layer, step.place.above)
        yield Product((blame, weight)), blame, delta


def _size_of_weight(step: Step) -> Iterator[Made]:
    delta, weight = _own(step)
    yield Product((delta, Call("abs", (weight,)))), weight


def _other_weight(step: Step) -> Iterator[Made]:
    """The weight to a neighbour below, from a neighbour above, or across the diagonal of the matrix."""
    (unit, above), layer = (step.place.unit, step.place.above), step.scenario.network.layers[step.place.layer + 1]
    delta, own = _own(step)
    places = ((unit + 1, above), (unit - 1, above), (unit, above + 1), (unit, above - 1), (above, unit))
    for below, top in dict.fromkeys(places):
        if 0 <= below < layer.sources and 0 <= top < layer.units:
            other = _weight(step, below, top)
            yield Product((delta, other)), other, own


def _other_delta(step: Step) -> Iterator[Made]:
    units, (own, weight) = step.scenario.network.layers[step.place.layer + 1].units, _own(step)
    for above in (step.place.above + 1, step.place.above - 1):
        if 0 <= above < units:
            yield Product((_delta(step, above), weight)), _delta(step, above), own


def _times_out(step: Step) -> Iterator[Made]:
    out = own_leaf(step, Quantity.OUT)
    yield Product((*_own(step), out)), out


def _out_for_weight(step: Step) -> Iterator[Made]:
    """That is the gradient of the weight."""
    (delta, weight), out = _own(step), own_leaf(step, Quantity.OUT)
    yield Product((delta, out)), out, weight


def _no_transpose(step: Step) -> Iterator[Made]:
    """Weights are taken from a row of the matrix, where blame comes back along a column."""
    above, unit = step.scenario.network.layers[step.place.layer + 1], step.place.unit
    if unit < above.units <= above.sources and above.units > 1:
        units = range(above.units)
        yield (Sum(tuple(Product((_delta(step, other), _weight(step, other, unit))) for other in units)),)


def _no_weights(step: Step) -> Iterator[Made]:
    deltas = [_delta(step, above) for above in range(step.scenario.network.layers[step.place.layer + 1].units)]
    yield (Sum(tuple(deltas)),)
    yield from ((delta,) for delta in deltas[:1])


BLAME = (
    Kind("no_transpose", "You took a row of the weight matrix, not a column.", "Row or column?", _no_transpose),
    Kind("no_weights", "You took deltas without their weights.", "Along what does blame come back?", _no_weights),
    *SUM,
)
CONTRIBUTION = (
    Kind("no_weight", "You left out the weight, {}.", "Along what does blame come back?", _no_weight),
    Kind("no_delta", "You left out {}.", "What comes back along the weight?", _no_delta),
    Kind("added", "You added {} and {} instead of multiplying them.", "What is done with the two numbers?", _added),
    Kind("other_time", "You took {} instead of {}.", "Before or after the update?", _other_time),
    Kind("no_slope_above", "You took {} instead of {}: the slope is missing.", "What is a delta?", _no_slope_above),
    Kind("size_of_weight", "You lost the sign of {}.", "Which numbers are negative?", _size_of_weight),
    Kind("other_weight", "You took {} instead of {}.", "Which weight joins the two units?", _other_weight),
    Kind("other_delta", "You took {} instead of {}.", "From which unit does it come?", _other_delta),
    Kind("out_for_weight", "You took {} instead of {}.", "Is it a gradient that is asked for?", _out_for_weight),
    Kind("times_out", "You multiplied by {}, too.", "Is it a gradient that is asked for?", _times_out),
    MINUS_LOST,
    SIGN,
)
