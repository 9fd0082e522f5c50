"""The same with other numbers: a scenario of the same shape in which every slip shows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.variants.fresh_numbers.drawing import MOST_WEIGHTS, numbers_drawn
from explainer.variants.fresh_numbers.objections import Hidden, Objection, hidden_slips, objection

_PORTION = 4
"""How many draws are looked at together."""
_MOST_DRAWS = 200
_ENOUGH = 24
"""Where a slip hides in so many, one hides in all: the epsilon of an optimizer cannot be seen."""
_TITLE = " with other numbers, seed "
_TITLED = re.compile(f"{_TITLE}[0-9]+$")


class Draw(NamedTuple):
    """Numbers that were drawn, what speaks against them, and the slips that hide in them."""

    scenario: Scenario
    objection: Objection | None
    hidden: frozenset[Hidden] = frozenset()

    @property
    def badness(self) -> tuple[bool, int]:
        return self.objection not in (None, Objection.SLIP_HIDDEN), len(self.hidden)


class FreshNumbers(NamedTuple):
    """A scenario with other numbers, how often each objection refused a draw, and the slips that hide in it."""

    scenario: Scenario
    refused: Counter[Objection]
    hidden: frozenset[Hidden]


def has_fresh_numbers(scenario: Scenario) -> bool:
    """Tell whether a network is small enough to be worked by hand: a larger one has no such numbers."""
    return scenario.network.size <= MOST_WEIGHTS


class FreshDraw:
    """Draws the numbers of a scenario anew, some at a time, always the same for a seed."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        title = _TITLED.sub("", scenario.title) + f"{_TITLE}{seed}"
        self._scenario, self._rng = replace(scenario, title=title, published=None), np.random.default_rng(seed)
        self._draws: list[Draw] = []

    def draw(self) -> FreshNumbers | None:
        """Draw some more, and return the first that nothing speaks against, after many the best."""
        self._draws += self._portion()
        best = min(self._draws, key=lambda draw: draw.badness)
        only_hidden = sum(draw.objection is Objection.SLIP_HIDDEN for draw in self._draws)
        if best.objection and only_hidden < _ENOUGH and len(self._draws) < _MOST_DRAWS:
            return None
        before = self._draws[: self._draws.index(best)]
        refused = Counter(draw.objection for draw in before if draw.objection)
        return FreshNumbers(best.scenario, refused, best.hidden)

    def _portion(self) -> list[Draw]:
        """Look for hidden slips only where nothing else speaks against the numbers."""
        passes = [Run(numbers_drawn(self._scenario, self._rng)).pass_of(1) for _ in range(_PORTION)]
        reasons = list(map(objection, passes))
        good = [p for p, reason in zip(passes, reasons, strict=True) if reason is None]
        hidden = dict(zip(good, hidden_slips(good), strict=True)) if good else {}
        return [
            Draw(p.scenario, reason or (Objection.SLIP_HIDDEN if hidden[p] else None), hidden.get(p, frozenset()))
            for p, reason in zip(passes, reasons, strict=True)
        ]


def fresh_numbers(scenario: Scenario, seed: int) -> FreshNumbers:
    """Draw the numbers of a scenario anew, always the same for a seed.

    Raises ValueError if the network is larger than `has_fresh_numbers` allows.
    """
    if not has_fresh_numbers(scenario):
        raise ValueError(f"a network of more than {MOST_WEIGHTS} weights and biases is not worked by hand")
    drawing = FreshDraw(scenario, seed)
    while (numbers := drawing.draw()) is None:
        pass
    return numbers
