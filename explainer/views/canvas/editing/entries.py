"""What the editor edits in place: the number of an element or the name of a unit, from its text and back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from explainer.files.checks import ScenarioError
from explainer.state.edits.network_edits import with_name
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.elements import Element, ElementKind
from explainer.views.canvas.editing.editable_numbers import set_value, value_of, why_not
from explainer.views.controls.number_parsing import EntryError, parse_number


class InPlaceEdit(Protocol):
    """Something with a text that can be typed anew; `read` raises EntryError with why a text cannot be taken.

    It `is_gone` when what it was made for is not shown any more.
    """

    @property
    def element(self) -> Element: ...

    @property
    def is_name(self) -> bool: ...

    @property
    def title(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def is_gone(self) -> bool: ...

    def read(self, text: str) -> Any: ...

    def take(self, value: Any) -> None: ...


@dataclass(frozen=True)
class NumberEdit:
    """The number of an element; `name` is what a person calls it, `row` the sample that was shown, whose inputs and
    targets these are."""

    walkthrough: Walkthrough
    element: Element
    name: str
    row: int
    is_name = False

    @property
    def title(self) -> str:
        return f"New value of {self.name}"

    @property
    def text(self) -> str:
        return repr(float(value_of(self.walkthrough, self.element)))

    @property
    def is_gone(self) -> bool:
        return self.element.kind in (ElementKind.UNIT, ElementKind.TARGET) and self.walkthrough.known.row != self.row

    def read(self, text: str) -> float:
        value = parse_number(text)
        if why := why_not(self.element, value):
            raise EntryError(why)
        return value

    def take(self, value: float) -> None:
        set_value(self.walkthrough, self.element, value)


@dataclass(frozen=True)
class NameEdit:
    """The name of a unit."""

    walkthrough: Walkthrough
    element: Element
    is_name = True
    is_gone = False

    @property
    def text(self) -> str:
        return self.walkthrough.scenario.network.names[self.element.layer][self.element.unit]

    @property
    def title(self) -> str:
        return f"New name of {self.text}"

    def read(self, text: str) -> str:
        """Return the name without blanks around it, if the unit can have it."""
        name = text.strip()
        try:
            with_name(self.walkthrough.scenario, self.element.layer, self.element.unit, name)
        except ScenarioError as error:
            raise EntryError(str(error)) from None
        return name

    def take(self, value: str) -> None:
        self.walkthrough.change(partial(with_name, layer=self.element.layer, unit=self.element.unit, name=value))
