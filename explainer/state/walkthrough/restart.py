"""An edit that waits for an answer: taking it, training would start again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from explainer.engine.scenario.scenario import Scenario
from explainer.files.base.wording import counted
from explainer.state.edits.edit import Edit


class Restart(NamedTuple):
    """The edit that `make` returns, what it is called, and how many updates would be lost to it."""

    make: Callable[[Scenario], Edit]
    text: str
    updates: int

    @property
    def question(self) -> str:
        """What the person is asked."""
        return (
            f"{self.text}? Training then starts again at update 1, from starting weights: "
            f"the {counted(self.updates, 'update')} so far would be gone. Undo brings them back."
        )
