"""Why a printed figure differs: only what was computed, and then gives the print, is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import NamedTuple

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Published
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.symbols_by_name import symbols_by_name
from explainer.variants.other_settings import BUG_SETTINGS, SETTINGS, OtherSetting, run_with
from explainer.variants.printed.comparison import Compared
from explainer.variants.printed.figure_case import Case
from explainer.variants.printed.from_printed import from_printed
from explainer.variants.printed.misprints import doubled, misprints
from explainer.variants.printed.other_rate import other_rate
from explainer.variants.printed.printed_slips import printed_slips
from explainer.variants.rounded import rounded_to_decimals, rounded_to_digits

_LEAST_DIGITS, _DIGITS_OF_PAIRS = 3, 5
"""A print of fewer fits too much; two changes at once fit more than one."""
_DIGITS_OF_NEIGHBOURS = 4
_MOST_UPDATES_OF_PAIRS = 1_000
_MOST_SAMPLES = 20
_ORDERS = [setting for setting in SETTINGS if setting.change.startswith("update_order")]


class FoundCause(NamedTuple):
    """A sentence, and what is changed in the calculation: nothing where nothing was found."""

    sentence: str = ""
    changes: tuple[str, ...] = ()


def explain(compared: Compared, published: Published) -> FoundCause:
    """Return the first change that leads from the scenario to the print, or the figure's own note."""
    return next(found for found in explained_in_pieces(compared, published) if found is not None)


def explained_in_pieces(compared: Compared, published: Published) -> Iterator[FoundCause | None]:
    """Yield None after each piece of work, and at last the explanation."""
    found = _without_work(compared)
    tried = (one for way in _WAYS for one in way(Case(compared, published)))
    while found is None:
        yield None
        found = next(tried, FoundCause())
    yield found


def _without_work(compared: Compared) -> FoundCause | None:
    """Return what is told without calculating anything else; None where that must be tried."""
    figure = compared.figure
    if figure.note:
        return FoundCause(figure.note)
    if compared.agrees or compared.off_by is None:
        return FoundCause()
    if figure.number.is_cut_from(compared.value, figure.factor):
        return FoundCause("The digits after the last printed one are cut off, not rounded.", ("cut",))
    return FoundCause() if figure.number.digits < _LEAST_DIGITS else None


_Way = Callable[[Case], Iterator[FoundCause | None]]


def _misprints(case: Case) -> Iterator[FoundCause | None]:
    for misprint in misprints(case.compared.value, case.figure.number, case.figure.factor):
        yield FoundCause(misprint.sentence, (misprint.change,))


def _doubled(case: Case) -> Iterator[FoundCause | None]:
    for misprint in doubled(case.compared.value, case.figure.number, case.figure.factor):
        yield FoundCause(misprint.sentence, (misprint.change,))


def _rounding(case: Case) -> Iterator[FoundCause | None]:
    for words, value in _rounded(case.run, case.compared):
        if case.fits(value):
            yield FoundCause(f"It follows when every line before it is rounded to {words}.", (f"rounded: {words}",))


def _rounded(run: Run, compared: Compared) -> Iterator[tuple[str, float | None]]:
    """Only where the whole calculation is one update; nobody prints much more than was calculated with."""
    printed = compared.figure.number
    if compared.figure.update > 1:
        return
    p = run.pass_of(1)
    ways = ("decimals", rounded_to_decimals, printed.decimals), ("digits", rounded_to_digits, printed.digits)
    for unit, rounding, count in ((unit, way, most - less) for less in (0, 1) for unit, way, most in ways):
        if count > 1:
            yield f"{count} {unit}", rounding(p, compared.symbol, count)


def _neighbours(case: Case) -> Iterator[FoundCause | None]:
    (figure, symbol), scenario = case.compared[:2], case.scenario
    if symbol.quantity is Quantity.NEW and case.fits(case.of(symbol=symbol._replace(quantity=Quantity.WEIGHT))):
        yield FoundCause("It is the number before the update.", ("not updated",))
    for update in (figure.update - 1, figure.update + 1):
        if update and case.fits(case.of(figure=figure._replace(update=update))):
            yield FoundCause(f"It is the number of update {update}.", (f"update: {update}",))
    for sample in range(1, min(scenario.data.samples, _MOST_SAMPLES) + 1) if figure.sample else ():
        if sample != figure.sample and case.fits(case.of(figure=figure._replace(sample=sample))):
            yield FoundCause(f"It is the number of sample {sample}.", (f"sample: {sample}",))


def _others(case: Case) -> Iterator[FoundCause | None]:
    """Another number of the same update: much fits a short print."""
    if case.figure.number.digits < _DIGITS_OF_NEIGHBOURS:
        return
    for name, symbol in symbols_by_name(case.run.pass_of(1)).items():
        if case.fits(case.of(symbol=symbol)):
            yield FoundCause(f"It is our number of {name}.", (f"symbol: {name}",))


def _settings(case: Case) -> Iterator[FoundCause | None]:
    for setting in SETTINGS:
        yield None
        run = run_with(case.scenario, setting)
        if run and case.fits(case.of(run)):
            yield _follows((setting,))


def _bugs(case: Case) -> Iterator[FoundCause | None]:
    """What a program may do everywhere, where it is not too far on."""
    for bug in BUG_SETTINGS if case.figure.update <= _MOST_UPDATES_OF_PAIRS else ():
        yield None
        run = run_with(case.scenario, bug)
        if run and case.fits(case.of(run)):
            yield _follows((bug,))


def _rate(case: Case) -> Iterator[FoundCause | None]:
    rate = other_rate(case.scenario, case.compared)
    if rate and case.fits(case.of(Run(case.scenario.with_learning_rate(rate)))):
        yield FoundCause(f"It follows with a learning rate of {rate:g}.", (f"learning_rate: {rate:g}",))


def _printed_before(case: Case) -> Iterator[FoundCause | None]:
    """Whoever goes on with what is printed comes to other numbers than ours."""
    before = "the figures that are printed before it"
    for setting in (None, *_ORDERS):
        yield None
        run = run_with(case.scenario, *[setting] if setting else [])
        value = from_printed(case.published, case.compared, run) if run else None
        if value is None or not abs(value) < float("inf"):
            continue
        also = f", when {setting.words}" if setting else ""
        changes = (*([setting.change] if setting else []), "printed before")
        if case.fits(value):
            yield FoundCause(f"It follows from {before}{also}.", changes)
        elif case.figure.number.is_cut_from(value, case.figure.factor):
            yield FoundCause(f"It follows from {before}{also}, with digits cut off.", (*changes, "cut"))
        elif case.fits(_turned(case, value)):
            yield FoundCause(f"It follows from {before}{also}, with the sign of the step turned.", (*changes, "step"))


def _slips(case: Case) -> Iterator[FoundCause | None]:
    for found in printed_slips(case):
        yield found and FoundCause(*found)


def _turned(case: Case, value: float) -> float | None:
    """Return a new weight to which its step was added instead of subtracted."""
    symbol = case.compared.symbol
    if symbol.quantity is not Quantity.NEW or case.figure.update > 1:
        return None
    return 2 * float(case.scenario.theta[symbol.parameter]) - value


def _step(case: Case) -> Iterator[FoundCause | None]:
    if case.fits(_turned(case, case.compared.value)):
        yield FoundCause("The step is added instead of subtracted.", ("step",))


def _pairs(case: Case) -> Iterator[FoundCause | None]:
    """Two changes at once, where the print is long enough to tell them apart."""
    if case.figure.number.digits < _DIGITS_OF_PAIRS or case.figure.update > _MOST_UPDATES_OF_PAIRS:
        return
    for pair in combinations(SETTINGS, 2):
        yield None
        run = run_with(case.scenario, *pair)
        if run and case.fits(case.of(run)):
            yield _follows(pair)
    for setting in SETTINGS:
        yield None
        run = run_with(case.scenario, setting)
        if run:
            yield from _also(case, run, setting)


def _also(case: Case, run: Run, setting: OtherSetting) -> Iterator[FoundCause | None]:
    """What else may have been done where there is another setting."""
    value, figure = case.of(run), case.figure
    if value is None or not abs(value) < float("inf"):
        return
    if figure.number.is_cut_from(value, figure.factor):
        yield _follows((setting,), "and digits are cut off", "cut")
    if case.fits(-value):
        yield _follows((setting,), "and the sign is turned", "sign")
    for words, rounded in _rounded(run, case.compared):
        if case.fits(rounded):
            yield _follows((setting,), f"and every line before it is rounded to {words}", f"rounded: {words}")


def _follows(settings: tuple[OtherSetting, ...], words: str = "", *changes: str) -> FoundCause:
    whats = ", and ".join(setting.words for setting in settings)
    return FoundCause(
        f"It follows when {whats}{f', {words}' if words else ''}.",
        (*(setting.change for setting in settings), *changes),
    )


_WAYS: tuple[_Way, ...] = (
    _misprints,
    _step,
    _settings,
    _doubled,
    _rate,
    _neighbours,
    _printed_before,
    _rounding,
    _slips,
    _bugs,
    _others,
    _pairs,
)
"""What is tried, the plainest first."""
