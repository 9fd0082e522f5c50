"""Settings that somebody may have calculated with instead: what is changed, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from explainer.bugs.catalogue import BUGS, problem_of, with_bug
from explainer.engine.run.run import Run
from explainer.engine.scenario.network import Biases
from explainer.engine.scenario.scenario import Reduction, Scenario, UpdateOrder

_SQUARES = ("half_squared_error", "squared_error", "mean_squared_error")
_CROSS = "binary_cross_entropy"


class OtherSetting(NamedTuple):
    """A change, as it is called in JSON; `of` returns the scenario as it is where there is nothing to change."""

    change: str
    of: Callable[[Scenario], Scenario]
    words: str


def _order(order: UpdateOrder) -> Callable[[Scenario], Scenario]:
    return lambda scenario: replace(scenario, update_order=order)


def _reduction(reduction: Reduction) -> Callable[[Scenario], Scenario]:
    return lambda scenario: replace(scenario, reduction=reduction)


def _squares(loss: str) -> Callable[[Scenario], Scenario]:
    return lambda scenario: replace(scenario, loss=loss) if scenario.loss in _SQUARES else scenario


def _cross_entropy(scenario: Scenario) -> Scenario:
    is_square_of_sigmoids = scenario.loss in _SQUARES and scenario.network.layers[-1].activation == "sigmoid"
    return replace(scenario, loss=_CROSS) if is_square_of_sigmoids else scenario


def _half_square(scenario: Scenario) -> Scenario:
    return replace(scenario, loss=_SQUARES[0]) if scenario.loss == _CROSS else scenario


def _without_biases(scenario: Scenario) -> Scenario:
    theta = scenario.theta.copy()
    for layer in scenario.network.layers[1:]:
        layer.biases(theta)[...] = 0
    return scenario.with_theta(theta)


def _without_weights(scenario: Scenario) -> Scenario:
    theta = scenario.theta.copy()
    for layer in scenario.network.layers[1:]:
        layer.weights(theta)[...] = 0
    return scenario.with_theta(theta)


def _biases(biases: Biases) -> Callable[[Scenario], Scenario]:
    """Frozen biases and those of single units are at the same places; others stay as they are."""

    def of(scenario: Scenario) -> Scenario:
        can_be = scenario.network.biases in ("frozen", "per_unit")
        return replace(scenario, network=replace(scenario.network, biases=biases)) if can_be else scenario

    return of


def _with(bug: str) -> Callable[[Scenario], Scenario]:
    """A bug where it can be, in a scenario that has none."""

    def of(scenario: Scenario) -> Scenario:
        return scenario if scenario.bug or problem_of(scenario, bug) else with_bug(scenario, bug)

    return of


def _without_bug(scenario: Scenario) -> Scenario:
    return with_bug(scenario, None)


def _clause(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].removesuffix(".")


def _no_penalty(scenario: Scenario) -> Scenario:
    return replace(scenario, l1=0.0, l2=0.0)


SETTINGS: tuple[OtherSetting, ...] = (
    OtherSetting(
        "update_order: sequential",
        _order("sequential"),
        "blame goes back through weights that are already updated",
    ),
    OtherSetting("update_order: simultaneous", _order("simultaneous"), "all gradients are made from the old weights"),
    OtherSetting("reduction: sum", _reduction("sum"), "the samples of a batch are added up instead of averaged"),
    OtherSetting("reduction: mean", _reduction("mean"), "the samples of a batch are averaged instead of added up"),
    OtherSetting("biases: 0", _without_biases, "the biases are left out"),
    OtherSetting("weights: 0", _without_weights, "nothing but the biases is added up"),
    OtherSetting("biases: frozen", _biases("frozen"), "the biases are never trained"),
    OtherSetting("biases: per_unit", _biases("per_unit"), "the biases are trained, too"),
    OtherSetting("loss: half_squared_error", _squares("half_squared_error"), "the squared error has its ½"),
    OtherSetting("loss: squared_error", _squares("squared_error"), "the squared error has no ½"),
    OtherSetting(
        "loss: mean_squared_error",
        _squares("mean_squared_error"),
        "the squared errors of the outputs are averaged, without ½",
    ),
    OtherSetting("loss: binary_cross_entropy", _cross_entropy, "the error is the cross-entropy"),
    OtherSetting("loss: half_squared_error", _half_square, "the error is the squared one, with ½"),
    OtherSetting("no penalty", _no_penalty, "the penalty is left out"),
    OtherSetting("bug: none", _without_bug, "the program has no bug"),
)
BUG_SETTINGS = tuple(OtherSetting(f"bug: {name}", _with(name), _clause(bug.said)) for name, bug in BUGS.items())
"""What a program may do everywhere instead."""


@lru_cache(maxsize=64)
def rate_setting(rate: float) -> OtherSetting:
    """Return another learning rate."""
    return OtherSetting(
        f"learning_rate: {rate:g}",
        lambda scenario: scenario.with_learning_rate(rate),
        f"the learning rate is {rate:g}",
    )


RATES = tuple(map(rate_setting, (0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5, 0.9, 1.0, 2.0, 10.0)))
"""Those that people usually take."""


@lru_cache(maxsize=len(SETTINGS) ** 2)
def run_with(scenario: Scenario, *settings: OtherSetting) -> Run | None:
    """Return a run of the scenario with other settings; None where one of them changes nothing."""
    for setting in settings:
        before, scenario = scenario, setting.of(scenario)
        if scenario.same_as(before):
            return None
    return Run(scenario)
