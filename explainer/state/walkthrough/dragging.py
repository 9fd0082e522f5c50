"""A number being dragged: what there was before, to work every value out from, and to go back to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from explainer.engine.scenario.scenario import Scenario

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Drag(Generic[T]):
    """The view and the scenario in force before the drag; `text` is what it does, nothing until it has done
    anything."""

    view: T
    scenario: Scenario
    text: str = ""
