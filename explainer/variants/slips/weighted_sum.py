"""Slips of a weighted sum."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from explainer.functions.expression import Call, Difference, Expression, Leaf, Product, Sum, symbols
from explainer.trace.formula.symbols import Quantity, Symbol, leaf
from explainer.trace.lines.line_formulas import passed_on
from explainer.trace.lines.trace import Step
from explainer.variants.slips.anywhere import SIGN
from explainer.variants.slips.editing import exchanged
from explainer.variants.slips.slip import Kind, Made


def _terms(step: Step) -> tuple[Expression, ...]:
    assert isinstance(step.rule, Sum)
    return step.rule.terms


def _products(step: Step) -> tuple[Expression, ...]:
    """The weighted inputs of a sum, without its bias."""
    return _terms(step)[: step.layer.sources]


def _bias(step: Step) -> Leaf | None:
    return leaf(Quantity.WEIGHT, parameter=step.layer.bias(step.place.unit)) if step.layer.bias_count else None


def _sources(step: Step) -> list[Leaf]:
    below = step.place.layer - 1
    return [passed_on(step.of, step.place.sample, below, source) for source in range(step.layer.sources)]


def _weight(step: Step, unit: int, source: int) -> Leaf:
    return leaf(Quantity.WEIGHT, parameter=step.layer.weight(unit, source))


def _no_bias(step: Step) -> Iterator[Made]:
    if bias := _bias(step):
        yield Sum(_products(step)), bias


def _bias_subtracted(step: Step) -> Iterator[Made]:
    if bias := _bias(step):
        yield Difference(Sum(_products(step)), bias), bias


def _times_bias(step: Step) -> Iterator[Made]:
    if bias := _bias(step):
        yield Product((Sum(_products(step)), bias)), bias


def _term_left_out(step: Step) -> Iterator[Made]:
    terms = _terms(step)
    for index, term in enumerate(_products(step)):
        if len(terms) > 1:
            yield Sum((*terms[:index], *terms[index + 1 :])), term


def _inputs_exchanged(step: Step) -> Iterator[Made]:
    for one, other in pairwise(_sources(step)):
        yield exchanged(step.rule, {one.symbol: other, other.symbol: one}), one, other


def _not_weighted(step: Step) -> Iterator[Made]:
    yield (Sum((*_sources(step), *_terms(step)[step.layer.sources :])),)


def _inputs_left_out(step: Step) -> Iterator[Made]:
    weights = (_weight(step, step.place.unit, source) for source in range(step.layer.sources))
    yield (Sum((*weights, *_terms(step)[step.layer.sources :])),)


def _weights_of_neighbour(step: Step) -> Iterator[Made]:
    unit = step.place.unit
    for other in (unit + 1, unit - 1):
        if 0 <= other < step.layer.units:
            of_other = leaf(Quantity.NET, step.place.sample, step.place.layer, other)
            yield _with_weights(step, [_weight(step, other, source) for source in range(step.layer.sources)]), of_other


def _column_for_row(step: Step) -> Iterator[Made]:
    layer, unit = step.layer, step.place.unit
    if 1 < layer.sources <= layer.units and unit < layer.sources:
        yield (_with_weights(step, [_weight(step, source, unit) for source in range(layer.sources)]),)


def _with_weights(step: Step, weights: list[Leaf]) -> Expression:
    own = (_weight(step, step.place.unit, source).symbol for source in range(step.layer.sources))
    return exchanged(step.rule, dict(zip(own, weights, strict=True)))


def _nets_below(step: Step) -> Iterator[Made]:
    if step.place.layer > 1:
        nets = [source.symbol._replace(quantity=Quantity.NET) for source in _sources(step)]
        yield _with_sources(step, nets), Leaf(nets[0]), _sources(step)[0]


def _network_inputs(step: Step) -> Iterator[Made]:
    if step.place.layer > 1:
        units = step.scenario.network.layers[0].units
        count = range(step.layer.sources)
        yield (_with_sources(step, [Symbol(Quantity.OUT, step.place.sample, 0, i % units) for i in count]),)


def _with_sources(step: Step, sources: list[Symbol]) -> Expression:
    others: dict[Symbol, Expression] = {
        own.symbol: Leaf(source) for own, source in zip(_sources(step), sources, strict=True)
    }
    return exchanged(step.rule, others)


def minus_sign_lost(step: Step) -> Iterator[Made]:
    """A negative number is read as a positive one."""
    for symbol in dict.fromkeys(symbols(step.rule)):
        if step.read(symbol) < 0:
            yield exchanged(step.rule, {symbol: Call("abs", (Leaf(symbol),))}), Leaf(symbol)


MINUS_LOST = Kind("negative_read", "You lost the minus sign of {}.", "Which numbers are negative?", minus_sign_lost)
NET = (
    Kind("no_bias", "You left out the bias, {}.", "Is everything in the sum?", _no_bias),
    Kind("bias_subtracted", "You subtracted the bias, {}.", "What is done with the bias?", _bias_subtracted),
    Kind("times_bias", "You multiplied by the bias, {}, instead of adding it.", "What does a bias do?", _times_bias),
    Kind("input_left_out", "You left out {}.", "Is everything in the sum?", _term_left_out),
    Kind("inputs_exchanged", "You exchanged {} and {}.", "Which weight belongs to which input?", _inputs_exchanged),
    Kind("not_weighted", "You did not multiply by the weights.", "What is done with the inputs first?", _not_weighted),
    Kind("inputs_left_out", "You added the weights alone.", "What is multiplied by a weight?", _inputs_left_out),
    Kind("other_row", "You took the weights of {}.", "Which weights lead to this unit?", _weights_of_neighbour),
    Kind("column", "You took a column of the weight matrix, not the row.", "Each unit has a row.", _column_for_row),
    Kind("nets_below", "You took {} and so on, not {}.", "What does a unit hand to the next layer?", _nets_below),
    Kind("network_inputs", "You took the inputs of the network.", "What feeds this layer?", _network_inputs),
    MINUS_LOST,
    SIGN,
)
