"""The words around the network: where the calculation is; under it totals, settings, and what becomes of biases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from explainer.engine.scenario.scenario import Scenario
from explainer.files.wording import counted
from explainer.picture.metrics import LabelMetrics
from explainer.picture.numbers.number import Number, widest
from explainer.picture.numbers.numbers_of_line import LineNumbers, scalar_element
from explainer.picture.numbers.seats import sign_of
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.magnitudes import ANY
from explainer.trace.lines.elements import Element, ElementKind
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import spoken_name

_TOTALS = (
    (Quantity.SAMPLE_ERROR, Operation.SAMPLE_ERROR, "E total"),
    (Quantity.ERROR_SUM, Operation.ERROR_SUM, "E sum so far"),
    (Quantity.BATCH_ERROR, Operation.BATCH_ERROR, "E batch"),
    (Quantity.PENALTY, Operation.PENALTY, "penalty"),
    (Quantity.OBJECTIVE, Operation.OBJECTIVE, "objective"),
)
_WORDS = {
    Quantity.LEARNING_RATE: "learning rate",
    Quantity.L1: "L1",
    Quantity.L2: "L2",
    Quantity.BATCH_SIZE: "batch",
    Quantity.DATA_SIZE: "data",
}
_BIASES = {
    "frozen": "biases are frozen",
    "per_unit": "one bias per unit",
    "shared": "one bias per layer",
    "none": "no biases",
}
_MEANINGS = {
    Quantity.GRADIENT: "gradient",
    Quantity.GRADIENT_SUM: "sum so far",
    Quantity.BATCH_GRADIENT: "of the batch",
    Quantity.NEW: "new",
}
_COUNTS = {Quantity.BATCH_SIZE: "sample", Quantity.DATA_SIZE: "sample"}
BETWEEN, AFTER = 6.0, 20.0
"""The room between the name of a number and the number, and after a field."""


class StatusField(NamedTuple):
    """A field of the line and the room that it takes: a number under its label, written as `value`, or words alone."""

    label: str
    width: float
    element: Element | None = None
    number: Number | None = None
    value: str = ""


def heading(numbers: LineNumbers) -> str:
    """Return where the calculation is: update, phase, element, and the sample when the batch has several."""
    parts, step = [f"update {numbers.known.update:,}"], numbers.step
    if step is None:
        return f"{parts[0]} · before the first step"
    parts += [step.phase.value, *_about(numbers, step)]
    if numbers.known.samples > 1 and step.place.sample >= 0:
        parts.append(f"sample {step.place.sample + 1:,} of {numbers.known.samples:,}")
    return " · ".join(parts)


def _about(numbers: LineNumbers, step: Step) -> list[str]:
    if step.place.unit >= 0:
        return [step.unit]
    if step.parameter is None:
        return [step.place.name] if step.place.name else []
    return [numbers.label(step.parameter)]


def status_line(numbers: LineNumbers, metrics: LabelMetrics) -> Iterator[StatusField]:
    """Go through the line under the network; the room of what an update finds out does not depend on its value."""
    for element, number in status_numbers(numbers):
        value = _value(number, numbers.writing.digits)
        is_found = element.kind is ElementKind.TOTAL
        width = widest(metrics, ANY, numbers.writing.digits) if is_found else metrics.width(value, True)
        yield StatusField(number.label, metrics.width(number.label) + BETWEEN + width + AFTER, element, number, value)
    kept = len(numbers.network.frozen)
    frozen = [f"{kept:,} more frozen" if numbers.network.biases == "frozen" else f"{kept:,} frozen"] if kept else []
    said = [
        _BIASES[numbers.network.biases],
        *frozen,
        *(["inputs are scaled"] if numbers.scenario.data.scale != "none" else []),
    ]
    yield from (StatusField(words, metrics.width(words) + AFTER) for words in (*said, _signs(numbers)))


def _signs(numbers: LineNumbers) -> str:
    """What the signs in the rows before a unit stand for, of those that there are."""
    top = numbers.network.layers[-1]
    rows = numbers.rows_of(numbers.network.top, top.start, False)
    there = {seat.quantity for row in rows for seat in row if seat}
    meanings = ((sign_of(q, numbers.writing.notation), words) for q, words in _MEANINGS.items() if q in there)
    return " · ".join(f"{sign} {words}" for sign, words in meanings)


def _value(number: Number, digits: int) -> str:
    """Return the number of a field as it is written."""
    what = _COUNTS.get(number.symbol.quantity) if number.symbol else None
    return number.text(digits) if what is None else counted(number.value, what)


def status_numbers(numbers: LineNumbers) -> Iterator[tuple[Element, Number]]:
    """Go through the numbers of the line: what the optimizer finds out once in an update, and settings."""
    for name in numbers.scenario.optimizer.rule.once_lines:
        yield scalar_element(name), numbers.number(name.replace("_", " "), Symbol(Quantity.SCALAR, name=name))
    for symbol in _in_force(numbers.scenario, numbers.known.samples):
        words = _WORDS.get(symbol.quantity, ""), spoken_name(numbers.scenario, symbol, numbers.writing.notation)
        number = numbers.number(" ".join(words).strip(), symbol)
        yield Element(ElementKind.SETTING, name=symbol.name or symbol.quantity.value), number


def totals(numbers: LineNumbers) -> Iterator[tuple[Element, Number]]:
    """The errors of the sample and of the batch that the plan has a line for."""
    known, notation = numbers.known, numbers.writing.notation
    for quantity, operation, usual in _TOTALS:
        at = known.sample if quantity in (Quantity.SAMPLE_ERROR, Quantity.ERROR_SUM) else -1
        place, symbol = Place(operation, sample=at), Symbol(quantity, at)
        if known.trace.plan.number(place) is None:
            continue
        if quantity is Quantity.ERROR_SUM and known.sample and not _is_reached(numbers, place):
            symbol = Symbol(quantity, at - 1)
        label = usual if notation is Notation.WORKED else spoken_name(numbers.scenario, symbol, notation)
        yield Element(ElementKind.TOTAL, name=quantity.value), numbers.number(label, symbol)


def _is_reached(numbers: LineNumbers, place: Place) -> bool:
    """Tell whether the line is the cursor's, or was passed: its result may be on its way yet."""
    return numbers.at.has_reached(place) or (numbers.step is not None and numbers.step.place == place)


def _in_force(scenario: Scenario, samples: int) -> Iterator[Symbol]:
    optimizer = scenario.optimizer.rule
    if not optimizer.is_minimiser:
        yield Symbol(Quantity.LEARNING_RATE)
    yield from (Symbol(Quantity.OPTION, name=name) for name in scenario.optimizer.options)
    if "t" in optimizer.scalars and not optimizer.is_minimiser:
        yield Symbol(Quantity.COUNT)
    penalties = (Quantity.L1, scenario.l1), (Quantity.L2, scenario.l2), (Quantity.DROPOUT, scenario.dropout)
    yield from (Symbol(quantity) for quantity, amount in penalties if amount)
    if samples > 1:
        yield Symbol(Quantity.BATCH_SIZE)
    if scenario.has_penalty:
        yield Symbol(Quantity.DATA_SIZE)
