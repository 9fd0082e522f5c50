"""False alarms: cases in which a gradient check fails although nothing is wrong, or passes although something is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainer.bugs.lab.program import with_program
from explainer.engine.arrays import Array
from explainer.engine.measure.gradient_check import EPSILON, TOLERANCE, gradient_check, relative_error
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.objective import Objective
from explainer.engine.update.training_loop import run_pass


class Alarm(NamedTuple):
    """What a plain check would say: how many of the checked disagree, and by how much at most."""

    failing: int
    checked: int
    most: float

    @property
    def sentence(self) -> str:
        if not self.failing:
            return f"A plain check passes: all {self.checked} agree."
        return f"A plain check fails: {self.failing} of {self.checked} disagree, by up to {self.most:.2g}."


class FalseAlarm(NamedTuple):
    """A case to open: `of` makes its scenario from the example `base`, and `sound` what a plain check says of that."""

    title: str
    base: str
    of: Callable[[Scenario], Scenario]
    sound: Callable[[Scenario], Alarm]
    why: str
    look: str


def _alarm(analytic: Array, numeric: Array, checked: NDArray[Any]) -> Alarm:
    error = relative_error(analytic, numeric)[checked]
    return Alarm(int((error > TOLERANCE).sum()), len(error), float(error.max()))


def _plain(scenario: Scenario, epsilon: float = EPSILON) -> Alarm:
    """What a check says that knows no kinks and no rounding."""
    check = gradient_check(scenario, epsilon)
    return _alarm(check.analytic, check.numeric, check.checked)


def _tiny_step(scenario: Scenario) -> Alarm:
    return _plain(scenario, 1e-12)


def _single(scenario: Scenario) -> Alarm:
    """What a check says whose errors are kept with the digits of 32 bits."""
    objective, network = Objective(scenario), scenario.network
    analytic, numeric = objective.gradient(scenario.theta), np.zeros(network.size)
    for index in network.all_trained:
        step = np.zeros(network.size)
        step[index] = EPSILON
        up, down = (np.float32(objective.value(scenario.theta + side * step)) for side in (1, -1))
        numeric[index] = float(up - down) / (2 * EPSILON)
    return _alarm(analytic, numeric, network.all_trained)


def _with_dropout(scenario: Scenario) -> Alarm:
    """What a check says of the gradient of an update that drops units, where its slope drops none."""
    used = run_pass(scenario).arrays.gradient
    check = gradient_check(scenario)
    return _alarm(used, check.numeric, check.checked)


def _as_it_is(scenario: Scenario) -> Scenario:
    return scenario


def _at_kink(scenario: Scenario) -> Scenario:
    """A hidden unit with ReLU whose net input is 0."""
    network = scenario.network
    layers = (network.layers[0], replace(network.layers[1], activation="relu"), *network.layers[2:])
    theta = scenario.theta.copy()
    network.layers[1].weights(theta)[0] = 0
    network.layers[1].biases(theta)[0] = 0
    title = "False alarm: a ReLU at its kink"
    return replace(scenario, network=replace(network, layers=layers), title=title, notes="").with_theta(theta)


def _dropping(scenario: Scenario) -> Scenario:
    dropping = replace(scenario, dropout=0.5, title="False alarm: dropout left on", notes="")
    seeds = (replace(dropping, seed=seed) for seed in range(20))
    return next(
        one for one in seeds if 0 < run_pass(one).arrays.layers[0].keep.sum() < scenario.network.layers[1].units
    )


def _unseen(scenario: Scenario) -> Scenario:
    return replace(with_program(scenario, "abs_weight"), title="Not seen: |w| where all weights are positive", notes="")


FALSE_ALARMS = (
    FalseAlarm(
        "ε is too small",
        "mazur",
        _as_it_is,
        _tiny_step,
        "With ε = 10⁻¹² the two errors agree in nearly all their digits; what is left of the difference is rounding.",
        "In the table Check type 1e-12 for ε: every row says rounding. With 1e-4 all agree.",
    ),
    FalseAlarm(
        "a ReLU at its kink",
        "mazur",
        _at_kink,
        _plain,
        "net of h1 is exactly 0: to one side the slope is 0, to the other 1. The nudge finds half of that,"
        " the program takes one of the two.",
        "In the table Check the weights into h1 say kink. Change w1 a little and check again: all agree.",
    ),
    FalseAlarm(
        "dropout left on",
        "mazur",
        _dropping,
        _with_dropout,
        "The update dropped a unit, the check drops none: the two are gradients of different networks.",
        "Compare the gradient of the update with that of the table Check, which leaves dropout off.",
    ),
    FalseAlarm(
        "32-bit numbers",
        "mazur",
        _as_it_is,
        _single,
        "A 32-bit number has 7 digits; the difference of two errors that agree in 4 of them keeps 3.",
        "A step of 10⁻² is better for 32 bits; or check with 64, as is done here: all agree.",
    ),
    FalseAlarm(
        "a bug that is not seen",
        "mazur",
        _unseen,
        _plain,
        "Blame comes back through |w|, but all weights of this network are positive: the bug does nothing yet.",
        "Make w5 negative and check again. So: check with weights of both signs, and more than once.",
    ),
)
