"""What can be done with a number or a unit to understand it, and how it is changed or frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError
from explainer.glossary.of_symbols import term_of
from explainer.state.edits import network_edits as edits
from explainer.state.edits.edit import Edit
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.derived.questions import WHY, question_about
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element, ElementKind, parameter_element
from explainer.views.controls.number_grip import is_editable
from explainer.views.explain.menu import MenuEntry
from explainer.views.explain.words import is_withheld

LOCKED = "Nothing can be changed while presenting."
PATHS, NUDGE = "Its paths to the error", "Nudge it and see the error"


class Explaining:
    """Makes the entries for what is pointed at; `edit` opens the editor of an element. While `is_locked` nothing that
    changes it is possible."""

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, edit: Callable[[Element], object], is_locked: bool
    ) -> None:
        self._walkthrough, self._pointing, self._edit = walkthrough, pointing, edit
        self._locked = LOCKED if is_locked else ""

    def entries(self, element: Element | None, symbol: Symbol | None = None) -> Iterator[MenuEntry]:
        """Go through what makes sense for an element and, where a number is meant, for its symbol."""
        walkthrough, known = self._walkthrough, self._walkthrough.known
        if element is not None and is_editable(element):
            yield MenuEntry("Change…", partial(self._edit, element), self._locked)
        if element is not None:
            yield from self._freezing(element)
        made_at = walkthrough.origin_at(symbol) if symbol is not None else None
        if symbol is not None and made_at not in (None, walkthrough.cursor):
            yield MenuEntry("Go to the step that made it", partial(walkthrough.go_to_origin, symbol))
        if (asked := question_about(known, element, symbol)) is not None:
            yield MenuEntry(WHY, partial(self._pointing.ask, asked))
        if not is_withheld(known, symbol):
            yield from self._looking(element, symbol)

    def _looking(self, element: Element | None, symbol: Symbol | None) -> Iterator[MenuEntry]:
        scenario = self._walkthrough.scenario
        if element is not None and element.parameter >= 0:
            parameter = parameter_element(scenario, scenario.network.parameter(element.parameter))
            yield MenuEntry(PATHS, partial(self._show, parameter, "Paths"))
            yield MenuEntry(NUDGE, partial(self._show, parameter, "Nudge"))
        term = term_of(scenario.network, element, symbol)
        if term is not None:
            yield MenuEntry(f"Glossary: {term.name}", partial(self._pointing.ask_term, term.name))

    def _show(self, element: Element, tab: str) -> None:
        self._pointing.select(element)
        self._pointing.ask_tab(tab)

    def _freezing(self, element: Element) -> Iterator[MenuEntry]:
        """Whether training changes a weight or bias."""
        if element.kind in (ElementKind.WEIGHT, ElementKind.BIAS):
            network = self._walkthrough.scenario.network
            parameter, is_frozen = network.parameter(element.parameter), element.parameter in network.frozen
            make = partial(edits.with_frozen, parameter=parameter, is_frozen=not is_frozen)
            if network.trains_biases or not parameter.is_bias:
                text = "Train it again" if is_frozen else "Freeze it: training leaves it as it is"
                why_not = self._locked or self._walkthrough.why_not(make)
                yield MenuEntry(text, partial(self._change, make), why_not)

    def _change(self, make: Callable[[Scenario], Edit]) -> None:
        try:
            self._walkthrough.propose(make)
        except ScenarioError as error:
            self._walkthrough.said.emit(str(error))
