"""What speaks against numbers that were drawn: something is too small to be seen, or a slip gives the right number."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.update.update_pass import Pass
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.line_of_symbol import made_at
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.trace import Trace
from explainer.variants.columns import evaluate_columns
from explainer.variants.marking.slack import uncertain_columns
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.typed_number import half_unit

_LEAST = {
    Operation.DOUT_DNET: 0.12,
    Operation.DELTA: 0.004,
    Operation.DE_DOUT: 0.004,
    Operation.CONTRIBUTION: 0.002,
}
_DIGITS = 4
_CLEAR_OF = 3
"""Tolerances, that a slip is at least away from the right number."""
_SAME = 1e-12
_MOST_LINES = 200
"""Of a longer update the slips are not looked at."""
Hidden = tuple[int, str]
"""A slip that cannot be told from what is right: its line and its kind."""


class Objection(StrEnum):
    """Why numbers were not taken."""

    TOO_SMALL = "a slope, a delta or a share of the blame is too small"
    SIGNS = "nearly all weights have the same sign"
    PATHS = "no unit has blame of both signs"
    SLIP_HIDDEN = "a slip gives the right number"


def objection(p: Pass) -> Objection | None:
    """Return what speaks against the numbers of an update at first sight."""
    if _is_small(p):
        return Objection.TOO_SMALL
    signs = np.concatenate([layer.weights(p.theta_before).ravel() for layer in p.scenario.network.layers[1:]]) > 0
    if min(signs.sum(), (~signs).sum()) < min(2, signs.size // 2):
        return Objection.SIGNS
    return None if _has_opposite_paths(p) else Objection.PATHS


def _is_small(p: Pass) -> bool:
    for step in Trace(p):
        least = _LEAST.get(step.place.operation, 0.0)
        if not abs(step.value) >= least:
            return True
    return False


def _has_opposite_paths(p: Pass) -> bool:
    """Tell whether the shares of the blame of a hidden unit have both signs, where it has several."""
    shares: dict[Place, list[bool]] = {}
    for step in Trace(p):
        if step.place.operation is Operation.CONTRIBUTION:
            shares.setdefault(step.place._replace(above=-1), []).append(step.value > 0)
    several = [signs for signs in shares.values() if len(signs) > 1]
    return not several or any(len(set(signs)) == 2 for signs in several)


def hidden_slips(passes: Sequence[Pass]) -> list[frozenset[Hidden]]:
    """Return for each of these updates of one network the slips that give a number too near to the right one. One that
    gives this very number, as |w| does where w is positive, is no slip there."""
    hidden: list[set[Hidden]] = [set() for _ in passes]
    trace = Trace(passes[0])

    def column(symbol: Symbol) -> Array:
        return np.array([read(p, symbol) for p in passes])

    def doubt(symbol: Symbol) -> Array:
        is_made = made_at(trace, symbol) > 0
        return np.array([half_unit(value, _DIGITS) if is_made else 0.0 for value in column(symbol)])

    for step in trace if len(trace) <= _MOST_LINES else ():
        values, slack = uncertain_columns(step.rule, column, doubt)
        clear = _CLEAR_OF * (np.array([half_unit(value, _DIGITS) for value in values]) + slack)
        for slip in slips_of(step):
            with np.errstate(all="ignore"):
                apart = abs(evaluate_columns(slip.rule, column) - values)
            for index in np.flatnonzero((apart <= clear) & (apart > _SAME * abs(values))):
                hidden[index].add((step.number, slip.kind.name))
    return list(map(frozenset, hidden))
