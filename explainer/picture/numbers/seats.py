"""Which numbers an update has of a parameter and of a unit: each gets a seat, and the seats of a layer are alike."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.known import Known
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place, Plan

_WORKED, _THETA, _MATRIX = Notation.WORKED, Notation.THETA, Notation.MATRIX
_SIGNS = {
    Quantity.GRADIENT: {_WORKED: "∂", _THETA: "∂", _MATRIX: "∂"},
    Quantity.GRADIENT_SUM: {_WORKED: "Σ", _THETA: "Δ", _MATRIX: "Σ"},
    Quantity.BATCH_GRADIENT: {_WORKED: "∂E", _THETA: "D", _MATRIX: "∂E"},
    Quantity.NEW: {_WORKED: "→", _THETA: "→", _MATRIX: "→"},
    Quantity.KEEP: {_WORKED: "keep", _THETA: "keep", _MATRIX: "keep"},
    Quantity.PASSED: {_WORKED: "passed", _THETA: "ã", _MATRIX: "ã"},
    Quantity.UNIT_PENALTY: {_WORKED: "penalty", _THETA: "penalty", _MATRIX: "penalty"},
    Quantity.BLAME_PASSED: {_WORKED: "∂E/∂passed", _THETA: "∂J/∂ã", _MATRIX: "∂E/∂ã"},
    Quantity.BLAME: {_WORKED: "∂E/∂out", _THETA: "∂J/∂a", _MATRIX: "∂E/∂a"},
    Quantity.SLOPE: {_WORKED: "∂out/∂net", _THETA: "g′(z)", _MATRIX: "σ′(z)"},
    Quantity.DELTA: {_WORKED: "δ", _THETA: "δ", _MATRIX: "δ"},
}
WORDS = {Quantity.BLAME: "blame", Quantity.SLOPE: "slope", Quantity.DELTA: "delta"}
"""The plain word beside the sign of a number."""


def sign_of(quantity: Quantity, notation: Notation) -> str:
    """Return the sign of a quantity without the element that it is of, as the formulas of a notation have it."""
    return _SIGNS[quantity][notation]


class SeatKind(NamedTuple):
    """A number of a parameter: its quantity, and which memory of the optimizer it is."""

    quantity: Quantity
    name: str = ""


class SeatRow(NamedTuple):
    """A row of a parameter's seats. A term of the net input is beside the parameter, and has no quantity of its own."""

    first: SeatKind | None
    second: SeatKind | None = None


PRODUCT = None
"""What is beside a parameter in the first row: the term of the net input that it makes."""


@lru_cache(maxsize=256)
def rows_of(
    plan: Plan, layer: int, parameter: int, is_bias: bool, memories: tuple[tuple[str, bool], ...]
) -> tuple[SeatRow, ...]:
    """Return the rows of a parameter's seats, from the lines that a plan has for it.

    `memories` are what the optimizer makes for each parameter, and whether it reads what that was before.
    """

    def has(operation: Operation, sample: int = 0) -> bool:
        return plan.number(Place(operation, layer, sample=sample, parameter=parameter)) is not None

    rows = [SeatRow(SeatKind(Quantity.WEIGHT), PRODUCT)]
    back = not is_bias and plan.number(Place(Operation.CONTRIBUTION, layer - 1, sample=0, unit=0, above=0)) is not None
    new = SeatKind(Quantity.NEW) if has(Operation.UPDATE, sample=-1) else None
    if has(Operation.GRADIENT):
        rows.append(SeatRow(SeatKind(Quantity.GRADIENT), SeatKind(Quantity.CONTRIBUTION) if back else new))
    elif back:
        rows.append(SeatRow(None, SeatKind(Quantity.CONTRIBUTION)))
    batch = SeatKind(Quantity.BATCH_GRADIENT) if has(Operation.BATCH_GRADIENT, sample=-1) else None
    if has(Operation.GRADIENT_SUM):
        rows.append(SeatRow(SeatKind(Quantity.GRADIENT_SUM), batch))
    elif batch:
        rows.append(SeatRow(batch))
    for name, is_kept in memories if new else ():
        rows.append(
            SeatRow(SeatKind(Quantity.MEMORY_BEFORE, name) if is_kept else None, SeatKind(Quantity.MEMORY, name))
        )
    if back and new:
        rows.append(SeatRow(new))
    return tuple(rows)


def memories_of(known: Known) -> tuple[tuple[str, bool], ...]:
    """Return what the optimizer makes for each parameter, and whether it reads what that was before."""
    rule = known.scenario.optimizer.rule
    return tuple((name, name in rule.memory) for name in rule.each_lines)


@lru_cache(maxsize=256)
def unit_seats(plan: Plan, layer: int) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    """Return the numbers of a unit besides net and out that a plan has lines for: what is above it, and below."""
    made = {
        Quantity.KEEP: Operation.DROPOUT,
        Quantity.PASSED: Operation.DROPOUT,
        Quantity.UNIT_PENALTY: Operation.UNIT_PENALTY,
        Quantity.BLAME_PASSED: Operation.DROPOUT_BACK,
        Quantity.BLAME: Operation.DE_DOUT,
        Quantity.SLOPE: Operation.DOUT_DNET,
        Quantity.DELTA: Operation.DELTA,
    }

    def has(quantity: Quantity) -> bool:
        sample = -1 if quantity is Quantity.UNIT_PENALTY else 0
        return plan.number(Place(made[quantity], layer, sample=sample, unit=0)) is not None

    above = (Quantity.KEEP, Quantity.PASSED, Quantity.BLAME_PASSED, Quantity.BLAME)
    below = (Quantity.SLOPE, Quantity.DELTA, Quantity.UNIT_PENALTY)
    return tuple(filter(has, above)), tuple(filter(has, below))
