"""The chains that lead to a formula of the trace, by what it makes: each of its slopes, then the formula itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from explainer.functions.expression import Constant, Expression, Leaf
from explainer.functions.own.deriving.derivation import DerivationLine, derivation
from explainer.functions.own.rules import slope_of
from explainer.trace.derived import rule_names as rules
from explainer.trace.derived.cancelling import cancelled_delta
from explainer.trace.derived.chains import Chain, Definitions, lines, partial_of, summed, without_far_terms
from explainer.trace.derived.entropy import cross_entropy
from explainer.trace.derived.output_unit import Unit, rule_of
from explainer.trace.derived.weighted_sums import (
    blame_by_ways,
    chained,
    contribution,
    gradient,
    gradient_with_penalty,
)
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import NAN, Known
from explainer.trace.known.terms import is_one_number
from explainer.trace.lines.line_of_symbol import line_of

_FEW = 3
Maker = Callable[[Known, Symbol], Iterator[Chain]]


class ToldLine(NamedTuple):
    """A line of a chain with its value: NaN where that is not computed yet, or where it has none."""

    line: DerivationLine
    value: float


def chains_of(known: Known, symbol: Symbol) -> tuple[Chain, ...]:
    """Return the chains that lead to the formula of a symbol; none where it is a definition, or given."""
    return tuple(_MAKERS[symbol.quantity](known, symbol)) if is_derived(known, symbol) else ()


def is_derived(known: Known, symbol: Symbol) -> bool:
    """Tell whether chains lead to the formula of a symbol; to that of a closed program none do."""
    if known.trace.shown.hides_formulas:
        return False
    if symbol.quantity is Quantity.ERROR:
        return known.trace.of.arrays.loss.by_output is not None
    if symbol.quantity is Quantity.BATCH_GRADIENT and not _has_penalty(known, symbol):
        return False
    return symbol.quantity in _MAKERS and line_of(known.trace, symbol) is not None


def _has_penalty(known: Known, symbol: Symbol) -> bool:
    return known.scenario.has_penalty and not known.scenario.network.parameter(symbol.parameter).is_bias


def told(known: Known, symbol: Symbol, chain: Chain) -> tuple[ToldLine, ...]:
    """Return the lines of a chain to the formula of a symbol, with what may be known of their values."""
    values = chain.values(known) if is_told(known, symbol, chain) else [NAN] * len(chain.lines)
    return tuple(map(ToldLine, chain.lines, values))


def is_told(known: Known, symbol: Symbol, chain: Chain) -> bool:
    """Tell whether the number of a chain is there: a line has made it, or it is that of a symbol which is there."""
    last = chain.lines[-1].expression
    if known.has_own:  # the numbers of other lines would tell what is right
        return False
    if isinstance(chain.made, Leaf):
        return known.is_known(chain.made.symbol)
    if is_one_number(last):
        return not isinstance(last, Leaf) or known.is_known(last.symbol)
    return known.is_known(symbol)


# slopes of functions


def _slope(known: Known, symbol: Symbol) -> Iterator[Chain]:
    unit = Unit(known, symbol)
    of, used = rule_of(known, unit.out), rule_of(known, symbol)
    yield Chain(Leaf(symbol), unit.net, tuple(derivation(of, unit.net, unit.o, used)))


def _blame(known: Known, symbol: Symbol) -> Iterator[Chain]:
    if symbol.layer == known.scenario.network.top:
        yield _error_by_out(known, symbol)
    elif symbol.quantity is Quantity.BLAME and symbol.layer and known.trace.of.layer(symbol.layer).drops:
        yield from _dropout_back(known, symbol)
    else:
        yield from blame_by_ways(known, symbol)


def _error_by_out(known: Known, symbol: Symbol) -> Chain:
    """The slope of the error by an output, to begin with by the sum rule: the other outputs have errors, too."""
    unit, used = Unit(known, symbol), rule_of(known, symbol)
    of, others = rule_of(known, unit.error), unit.others()
    steps = tuple(derivation(of, unit.out, used=used))
    if others:
        errors = summed(Leaf(error) for error in _in_order(unit, others))
        first, *rest = steps
        steps = (
            DerivationLine(without_far_terms(slope_of(errors), (unit.error,))),
            DerivationLine(_with_zeros(unit, others), (rules.OTHER_ERRORS,)),
            DerivationLine(first.expression, (rules.WRITTEN_OUT,)),
            *rest,
        )
    definitions = {one.error: rule_of(known, one.error) for one in (unit, *others)}
    return Chain(Leaf(symbol), unit.out, steps, definitions)


def _with_zeros(unit: Unit, others: list[Unit]) -> Expression:
    """Return the slope of the error of a unit, with the 0 that is that of each other where these are few."""
    slope = slope_of(Leaf(unit.error))
    if len(others) > _FEW:
        return slope
    return summed(slope if error == unit.error else Constant(0) for error in _in_order(unit, others))


def _in_order(unit: Unit, others: list[Unit]) -> list[Symbol]:
    return sorted((one.error for one in (unit, *others)), key=lambda error: error.unit)


# chains of slopes


def _dropout_back(known: Known, symbol: Symbol) -> Iterator[Chain]:
    out, passed = symbol._replace(quantity=Quantity.OUT), symbol._replace(quantity=Quantity.PASSED)
    definitions: Definitions = {passed: rule_of(known, passed)}
    yield Chain(partial_of(passed, out), out, tuple(derivation(rule_of(known, passed), out)), definitions)
    blame = Leaf(symbol._replace(quantity=Quantity.BLAME_PASSED))
    steps = lines((chained(blame, partial_of(passed, out)), rules.CHAIN), (rule_of(known, symbol), rules.PUT_IN))
    yield Chain(Leaf(symbol), out, steps, definitions)


def _delta(known: Known, symbol: Symbol) -> Iterator[Chain]:
    if symbol.layer == known.scenario.network.top and known.trace.of.arrays.loss.from_net:
        yield from cancelled_delta(known, symbol)
        return
    blame, slope = symbol._replace(quantity=Quantity.BLAME), symbol._replace(quantity=Quantity.SLOPE)
    yield from _blame(known, blame)
    yield from _slope(known, slope)
    steps = lines((rule_of(known, symbol), rules.CHAIN))
    yield Chain(Leaf(symbol), None, steps)


_MAKERS: dict[Quantity, Maker] = {
    Quantity.ERROR: cross_entropy,
    Quantity.SLOPE: _slope,
    Quantity.BLAME: _blame,
    Quantity.BLAME_PASSED: blame_by_ways,
    Quantity.CONTRIBUTION: contribution,
    Quantity.DELTA: _delta,
    Quantity.GRADIENT: gradient,
    Quantity.BATCH_GRADIENT: gradient_with_penalty,
}
