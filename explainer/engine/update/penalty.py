"""The penalties of a scenario and their pull on the gradient, as operations on a working space."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.expression import Expression, Leaf, Sum
from explainer.functions.penalties import PENALTIES, Penalty
from explainer.functions.recorded import Operations, Recorded

if TYPE_CHECKING:
    from explainer.engine.update.update_arrays import Arrays

Change = Callable[[Expression], Expression]


def penalties_of(scenario: Scenario) -> tuple[Penalty, ...]:
    """Return those that the scenario has."""
    return tuple(penalty for penalty in PENALTIES if _rate(scenario, penalty))


def _rate(scenario: Scenario, penalty: Penalty) -> float:
    return float(getattr(scenario, penalty.name))


def _settings(scenario: Scenario) -> dict[str, Array | float]:
    rates = {penalty.name: _rate(scenario, penalty) for penalty in PENALTIES}
    return {**rates, "m": scenario.data.samples}


def penalty(arrays: Arrays) -> Operations:
    """The penalty of every unit, on the weights into it, and their running sum."""
    cost = _cost(penalties_of(arrays.scenario))
    for layer in arrays.layers:
        of_units = layer.unit_penalty.reshape(-1, 1)
        yield from cost.on({**_settings(arrays.scenario), "weights": layer.W, "cost": of_units})
    yield np.add.accumulate, (arrays.all_unit_penalties, 0, None, arrays.penalty_sum)


def penalty_slope(scenario: Scenario, W: Array, gradient_W: Array, changed: Change | None = None) -> Operations:
    """Add the slopes of the penalties to the gradient; `changed` makes others of them."""
    if scenario.has_penalty:
        slope = _slope(penalties_of(scenario), changed)
        yield from slope.on({**_settings(scenario), "w": W, "gradient": gradient_W})


@cache
def _cost(penalties: tuple[Penalty, ...]) -> Recorded:
    return Recorded([("cost", Sum(tuple(penalty.cost_tree for penalty in penalties)))], in_order=True)


@cache
def _slope(penalties: tuple[Penalty, ...], changed: Change | None) -> Recorded:
    slopes = [penalty.slope_tree for penalty in penalties]
    if changed:
        slopes = list(map(changed, slopes))
    return Recorded([("gradient", Sum((Leaf("gradient"), *slopes)))])
