"""Why a printed figure differs: only what was computed, and then gives the print, is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from explainer.engine.run.run import Run
from explainer.engine.scenario.batches import batch_rows
from explainer.engine.scenario.figure import Figure
from explainer.engine.scenario.network import Biases
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.update_pass import data_rows
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.line_of_symbol import made_at
from explainer.trace.lines.trace import Trace
from explainer.variants.comparison import Compared, at_sample, pass_at
from explainer.variants.rounded import rounded_to_decimals, rounded_to_digits

_LEAST_DIGITS = 3
"""A print of fewer fits too much."""
_SHIFTS = (1, -1, 2, -2)
_MOST_SAMPLES = 20


class Explanation(NamedTuple):
    """A sentence, and what is changed in the calculation: nothing where nothing was found."""

    sentence: str = ""
    changes: tuple[str, ...] = ()


def explain(compared: Compared, scenario: Scenario) -> Explanation:
    """Return the first change that leads from the scenario to the print; the figure's own note where it has one."""
    figure = compared.figure
    if figure.note:
        return Explanation(figure.note)
    if compared.agrees or compared.off_by is None:
        return Explanation()
    if figure.number.is_cut_from(compared.value, figure.factor):
        return Explanation("The digits after the last printed one are cut off, not rounded.", ("cut",))
    if figure.number.digits < _LEAST_DIGITS:
        return Explanation()
    return next((found for way in _WAYS for found in way(_Case(compared, scenario))), Explanation())


class _Case(NamedTuple):
    compared: Compared
    scenario: Scenario

    def fits(self, value: float | None) -> bool:
        """Tell whether a value in the place of ours would be printed so."""
        figure = self.compared.figure
        is_finite = value is not None and abs(value) < float("inf")
        return is_finite and not figure.number.off_by(float(value or 0.0), figure.factor)

    def of(self, scenario: Scenario, figure: Figure | None = None, symbol: Symbol | None = None) -> float | None:
        """Return the number in another scenario, of another update or sample, or symbol; None where there is none."""
        figure, symbol = figure or self.compared.figure, symbol or self.compared.symbol
        if figure.sample and figure.sample - 1 not in data_rows(scenario, batch_rows(scenario, figure.update)):
            return None
        p = pass_at(Run(scenario), figure.update)
        if p is None:
            return None
        trace, symbol = Trace(p), at_sample(symbol, figure, p)
        return float(read(p, symbol)) if made_at(trace, symbol) <= len(trace) else None


_Way = Callable[[_Case], Iterator[Explanation]]


def _sign(case: _Case) -> Iterator[Explanation]:
    if case.fits(-case.compared.value):
        yield Explanation("The sign is turned: what is printed is minus our number.", ("sign",))


def _twice(case: _Case) -> Iterator[Explanation]:
    if case.fits(2 * case.compared.value):
        yield Explanation("It is twice our number.", ("times 2",))
    if case.fits(case.compared.value / 2):
        yield Explanation("It is half of our number.", ("divided by 2",))


def _point(case: _Case) -> Iterator[Explanation]:
    for shift in _SHIFTS:
        if case.fits(case.compared.value * 10.0**shift):
            places = f"{abs(shift)} {'place' if abs(shift) == 1 else 'places'}"
            side = "right" if shift > 0 else "left"
            yield Explanation(f"The decimal point is {places} too far to the {side}.", (f"times 10**{shift}",))


def _rounding(case: _Case) -> Iterator[Explanation]:
    """Only where the whole calculation is one update; nobody prints much more than was calculated with."""
    compared, printed = case.compared, case.compared.figure.number
    if compared.figure.update > 1:
        return
    p = Run(case.scenario).pass_of(1)
    ways = ("decimals", rounded_to_decimals, printed.decimals), ("digits", rounded_to_digits, printed.digits)
    for unit, rounding, count in ((unit, way, most - less) for less in (0, 1) for unit, way, most in ways):
        if count > 1 and case.fits(rounding(p, compared.symbol, count)):
            words = f"{count} {unit}"
            yield Explanation(f"It follows when every line before it is rounded to {words}.", (f"rounded: {words}",))


def _neighbours(case: _Case) -> Iterator[Explanation]:
    (figure, symbol), scenario = case.compared[:2], case.scenario
    if symbol.quantity is Quantity.NEW and case.fits(
        case.of(scenario, symbol=symbol._replace(quantity=Quantity.WEIGHT))
    ):
        yield Explanation("It is the number before the update.", ("not updated",))
    for update in (figure.update - 1, figure.update + 1):
        if update and case.fits(case.of(scenario, figure._replace(update=update))):
            yield Explanation(f"It is the number of update {update}.", (f"update: {update}",))
    for sample in range(1, min(scenario.data.samples, _MOST_SAMPLES) + 1) if figure.sample else ():
        if sample != figure.sample and case.fits(case.of(scenario, figure._replace(sample=sample))):
            yield Explanation(f"It is the number of sample {sample}.", (f"sample: {sample}",))


def _settings(case: _Case) -> Iterator[Explanation]:
    for change, of, sentence in _SETTINGS:
        other = of(case.scenario)
        if not other.same_as(case.scenario) and case.fits(case.of(other)):
            yield Explanation(sentence, (change,))


def _without_biases(scenario: Scenario) -> Scenario:
    theta = scenario.theta.copy()
    for layer in scenario.network.layers[1:]:
        layer.biases(theta)[...] = 0
    return scenario.with_theta(theta)


def _with_biases(scenario: Scenario, biases: Biases) -> Scenario:
    """Frozen biases and those of single units are at the same places; others stay as they are."""
    can_be = scenario.network.biases in ("frozen", "per_unit")
    return replace(scenario, network=replace(scenario.network, biases=biases)) if can_be else scenario


_SETTINGS: tuple[tuple[str, Callable[[Scenario], Scenario], str], ...] = (
    (
        "update_order: sequential",
        lambda scenario: replace(scenario, update_order="sequential"),
        "It follows when blame goes back through weights that are already updated.",
    ),
    (
        "update_order: simultaneous",
        lambda scenario: replace(scenario, update_order="simultaneous"),
        "It follows when all gradients are made from the old weights.",
    ),
    (
        "reduction: sum",
        lambda scenario: replace(scenario, reduction="sum"),
        "It follows when the samples of a batch are added up instead of averaged.",
    ),
    (
        "reduction: mean",
        lambda scenario: replace(scenario, reduction="mean"),
        "It follows when the samples of a batch are averaged instead of added up.",
    ),
    ("biases: 0", _without_biases, "It follows when the biases are left out."),
    (
        "biases: frozen",
        lambda scenario: _with_biases(scenario, "frozen"),
        "It follows when the biases are never trained.",
    ),
    (
        "biases: per_unit",
        lambda scenario: _with_biases(scenario, "per_unit"),
        "It follows when the biases are trained, too.",
    ),
)
"""Other settings: what is changed, to which scenario, and what is said of it."""

_WAYS: tuple[_Way, ...] = (_sign, _point, _twice, _settings, _neighbours, _rounding)
"""What is tried, the plainest first."""
