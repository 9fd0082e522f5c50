"""The table of bugs by name, and scenarios with one."""

from __future__ import annotations

from dataclasses import replace

from explainer.bugs.blames import AbsWeight, NoTranspose, NoWeight, OnePath
from explainer.bugs.code import in_code
from explainer.bugs.deltas import CeSlopeKept, Factor2, HidNoSlope, NoOutSlope, OutSlopeInHidden, SignTurned
from explainer.bugs.gradients import BiasUsesOut, GradUsesNet, InputNotHidden, MeanTwice, NoMean
from explainer.bugs.slopes import SlopeAtOut, SlopeOfNet, TanhAsSigmoid
from explainer.bugs.updates import LambdaNoM, NoPenGrad, NoReset, PenBias, PenFactor2, UpdateSign
from explainer.bugs.words import WORDS
from explainer.bugs.wrong import Wrong
from explainer.engine.scenario.bug import Bug
from explainer.engine.scenario.scenario import Scenario

_WRONG: dict[str, Wrong] = {
    "sign": SignTurned(),
    "factor2": Factor2(),
    "no_out_slope": NoOutSlope(),
    "ce_slope_kept": CeSlopeKept(),
    "hid_no_slope": HidNoSlope(),
    "out_slope_in_hidden": OutSlopeInHidden(),
    "slope_of_net": SlopeOfNet(),
    "slope_at_out": SlopeAtOut(),
    "tanh_as_sigmoid": TanhAsSigmoid(),
    "one_path": OnePath(),
    "no_weight": NoWeight(),
    "abs_weight": AbsWeight(),
    "no_transpose": NoTranspose(),
    "input_not_hidden": InputNotHidden(),
    "grad_uses_net": GradUsesNet(),
    "bias_uses_out": BiasUsesOut(),
    "no_mean": NoMean(),
    "mean_twice": MeanTwice(),
    "no_reset": NoReset(),
    "pen_bias": PenBias(),
    "no_pen_grad": NoPenGrad(),
    "lambda_no_m": LambdaNoM(),
    "pen_factor2": PenFactor2(),
    "update_sign": UpdateSign(),
}
BUGS = {
    name: Bug(name, WORDS[name].sentence, wrong, wrong.written, wrong.optimizer, wrong.keeps_sums, in_code)
    for name, wrong in _WRONG.items()
}


def problem_of(scenario: Scenario, name: str) -> str:
    """Return why a scenario cannot have this bug; nothing where it can."""
    if scenario.optimizer.rule.is_minimiser:
        return "a minimiser calculates its own way and would go astray"
    return _WRONG[name].unfit(scenario)


def with_bug(scenario: Scenario, name: str | None) -> Scenario:
    """Return the scenario with this bug in the place of any that it had."""
    return replace(scenario, bug=BUGS[name] if name else None)
