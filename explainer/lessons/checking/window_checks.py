"""What is wrong with what the window is to show at a card."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.scenario.scenario import Scenario
from explainer.files.images.sizes import why_no_images
from explainer.files.wording import counted, quoted, unknown
from explainer.lessons.checking.window_names import MOST_DIGITS, NAMES
from explainer.lessons.lesson import LessonCard, LessonError, WindowState
from explainer.lessons.numbers.calculation import Calculation
from explainer.lessons.reading.problem import Problem
from explainer.trace.lines.elements import element_called
from explainer.trace.notations.naming import parameter_names

_INPUTS_OF_PLOT = {"boundary": 2, "fit": 1}
_FIELDS = {"set": "settings"}


def window_problems(card: LessonCard, calculation: Calculation) -> Iterator[Problem]:
    """Go through what is wrong with the window of a card, and with what is lit in it."""
    for key, known in NAMES.items():
        value = getattr(card.window, key)
        if value is not None and value not in known:
            yield Problem(unknown(value, f"a {key}", filter(None, known)), f"window.{key}")
    digits = card.window.digits
    if digits is not None and not 1 <= digits <= MOST_DIGITS:
        yield Problem(f"expected 1 to {MOST_DIGITS} digits, got {digits:,}", "window.digits")
    if card.window.check and card.window.tab != "Check":
        yield Problem('it begins only where the card has tab = "Check"', "window.check")
    for key, why_not in _not_shown(calculation.window, calculation.values.scenario):
        own = [name for name in (key, "scenario", "set") if getattr(card.window, _FIELDS.get(name, name))]
        yield from (Problem(why_not, f"window.{name}") for name in own[:1])
    try:
        _ = calculation.line
    except LessonError as error:
        key = "window.step" if card.window.step is not None else "window"
        said = str(error) if key == "window.step" else f"the step that a card before this one chose: {error}"
        yield Problem(said, key)
    if card.window.select:
        yield from element_problems([card.window.select], calculation, "window.select")
    yield from element_problems(card.light, calculation, "light")


def _not_shown(window: WindowState, scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Go through what the window has nothing to show in: by which key, and why."""
    inputs = scenario.network.layers[0].units
    needed = _INPUTS_OF_PLOT.get(window.plot or "")
    if needed and inputs != needed:
        yield "plot", f"the plot {window.plot} needs {counted(needed, 'input')}; this network has {inputs}"
    if window.plot == "digits" and (why_not := why_no_images(inputs)):
        yield "plot", f"the plot digits has nothing to show: {why_not}"
    if window.plot == "ensemble" and not scenario.dropout:
        yield "plot", "the plot ensemble has nothing to show: this scenario has no dropout"
    if window.tab == "Printed" and scenario.published is None:
        yield "tab", "the tab Printed is there only where a scenario has printed figures; this one has none"


def element_problems(names: tuple[str, ...] | list[str], calculation: Calculation, key: str) -> Iterator[Problem]:
    """Go through the names that are none of an element of the picture."""
    scenario = calculation.values.scenario
    for name in names:
        if element_called(scenario, name) is None:
            units = [unit for layer in scenario.network.layers for unit in layer.names]
            known = [*units, *parameter_names(scenario)]
            yield Problem(unknown(name, "an element of this network's picture", known), key)
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        yield Problem(f"{quoted(twice)} is there twice", key)
