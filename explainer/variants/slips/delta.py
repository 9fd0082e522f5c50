"""Slips of a node delta."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.functions.expression import Expression, Leaf, Product, Sum, replaced, symbols
from explainer.trace.formula.symbols import Quantity, leaf
from explainer.trace.lines.trace import Step
from explainer.variants.slips.activation import own_leaf
from explainer.variants.slips.anywhere import SIGN, TERM
from explainer.variants.slips.editing import exchanged
from explainer.variants.slips.slip import Kind, Made


def _factors(step: Step) -> tuple[Expression, ...]:
    """The blame and the slope; none where a loss starts from the net input."""
    return step.rule.factors if isinstance(step.rule, Product) else ()


def _no_slope(step: Step) -> Iterator[Made]:
    if factors := _factors(step):
        yield factors[0], factors[1]


def _no_blame(step: Step) -> Iterator[Made]:
    if factors := _factors(step):
        yield factors[1], factors[0]


def _added(step: Step) -> Iterator[Made]:
    if factors := _factors(step):
        yield Sum(factors), *factors


def _error_for_blame(step: Step) -> Iterator[Made]:
    if step.is_output:
        error, factors = own_leaf(step, Quantity.ERROR), _factors(step)
        yield Product((error, *factors[1:])) if factors else error, error, factors[0] if factors else step.rule


def _out_for_slope(step: Step) -> Iterator[Made]:
    if factors := _factors(step):
        out = own_leaf(step, Quantity.OUT)
        yield Product((factors[0], out)), out, factors[1]


def _other_slope(step: Step) -> Iterator[Made]:
    """The slope of the next unit, or of one in the layer above or below."""
    if _factors(step):
        own = own_leaf(step, Quantity.SLOPE)
        yield from ((exchanged(step.rule, {own.symbol: other}), other, own) for other in _other_slopes(step))


def _other_slopes(step: Step) -> Iterator[Leaf]:
    layers, place = step.scenario.network.layers, step.place
    for up, along in ((0, 1), (0, -1), (1, 0), (-1, 0)):
        layer = place.layer + up
        if 0 < layer < len(layers) and _has_slope(step, layer):
            unit = place.unit % layers[layer].units if up else place.unit + along
            if 0 <= unit < layers[layer].units:
                yield leaf(Quantity.SLOPE, place.sample, layer, unit)


def _has_slope(step: Step, layer: int) -> bool:
    """Tell whether a line tells the slopes of a layer: not those of outputs whose delta comes from their net input."""
    return layer < step.scenario.network.top or not step.of.arrays.loss.from_net


def _slope_of_net(step: Step) -> Iterator[Made]:
    """The slope is made of the net input as if that were the output."""
    slope, factors = step.of.layer(step.place.layer).activation.slope, _factors(step)
    if slope is not None and factors:
        net, out = own_leaf(step, Quantity.NET), own_leaf(step, Quantity.OUT)
        of_net = replaced(slope.tree, {"a": net, "z": net}.__getitem__)
        if "a" in symbols(slope.tree):
            yield Product((factors[0], of_net)), net, out


def _slope_kept(step: Step) -> Iterator[Made]:
    """A delta that is out minus target already is multiplied by the slope again."""
    slope = step.of.layer(step.place.layer).activation.slope
    if not _factors(step) and slope is not None:
        letters = {"a": own_leaf(step, Quantity.OUT), "z": own_leaf(step, Quantity.NET)}
        yield (Product((step.rule, replaced(slope.tree, letters.__getitem__))),)


DELTA = (
    Kind("no_slope", "You left out the slope, {}.", "A delta has two factors.", _no_slope),
    Kind("no_blame", "You left out {}.", "A delta has two factors.", _no_blame),
    Kind("added", "You added {} and {} instead of multiplying them.", "What is done with the two numbers?", _added),
    Kind("error_for_blame", "You took the error, {}, instead of {}.", "Error, or its slope?", _error_for_blame),
    Kind("out_for_slope", "You took {} instead of the slope, {}.", "How steep is it here?", _out_for_slope),
    Kind("slope_of_other", "You took {}, the slope of another unit, not {}.", "Whose slope is it?", _other_slope),
    Kind("slope_of_net", "You took {} where the slope has {}.", "What is the slope made of?", _slope_of_net),
    Kind("slope_kept", "You multiplied by the slope of the output; it cancels here.", "What cancels?", _slope_kept),
    SIGN,
    TERM,
)
