"""What a gradient check says of each parameter, and of all of them in a sentence."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from explainer.engine.measure.gradient_check import EPSILON, TOLERANCE, GradientCheck
from explainer.engine.scenario.scenario import Scenario
from explainer.files.wording import counted
from explainer.state.background.checker import Outcome
from explainer.trace.formula.notation import Notation, show
from explainer.trace.notations.naming import parameter_label

ERROR_DIGITS = 2
_SMALL, _LARGE = 1e-7, 1e-3


class Verdict(IntEnum):
    """How a parameter came out of the check, from good to bad."""

    AGREES = 0
    KINK = 1
    ROUNDING = 2
    BEND = 3
    DISAGREES = 4
    NOT_FINITE = 5


WORDS = {
    Verdict.AGREES: "agrees",
    Verdict.KINK: "kink",
    Verdict.ROUNDING: "rounding",
    Verdict.BEND: "bend",
    Verdict.DISAGREES: "DISAGREES",
    Verdict.NOT_FINITE: "NOT FINITE",
}
MEANINGS = {
    Verdict.AGREES: f"The relative error is at most {show(TOLERANCE)}.",
    Verdict.KINK: "A nudge by ε crosses a kink of ReLU or of |w|, where the slope jumps: this says nothing of the"
    " gradient and does not count as a failure.",
    Verdict.ROUNDING: "The two differ by no more than rounding can make of the slope: the error is too large for its"
    " last digits to tell such small changes. This does not count as a failure.",
    Verdict.BEND: "The error bends within the nudge by ε; over a shorter nudge its slope agrees with the gradient. This"
    " does not count as a failure.",
    Verdict.DISAGREES: f"The relative error is above {show(TOLERANCE)}: the gradient is not the slope of the error.",
    Verdict.NOT_FINITE: "A number became infinite, so there is nothing to compare.",
}


def verdicts(result: GradientCheck) -> NDArray[np.intp]:
    """Return the verdict on every entry of theta, as numbers; those that were not checked agree."""
    worst = np.where(result.relative_error > TOLERANCE, Verdict.DISAGREES, Verdict.AGREES)
    worst = np.where(np.isnan(result.relative_error), Verdict.NOT_FINITE, worst)
    worst = np.where(result.in_noise, Verdict.ROUNDING, worst)
    worst = np.where(result.at_bend, Verdict.BEND, worst)
    worst = np.where(result.at_kink & (worst != Verdict.AGREES), Verdict.KINK, worst)
    return np.where(result.checked, worst, Verdict.AGREES)


def name_of(scenario: Scenario, index: int, notation: Notation = Notation.WORKED) -> str:
    return parameter_label(scenario, scenario.network.parameter(index), notation)


def sentence(outcome: Outcome, notation: Notation = Notation.WORKED) -> str:
    """Return what was found, in a sentence."""
    result, found = outcome.result, verdicts(outcome.result)
    checked = int(np.count_nonzero(result.checked))
    if not checked:
        return "Stopped before the first gradient was checked."
    is_bad = bool(np.any(found >= Verdict.DISAGREES))
    parts = ["" if outcome.is_complete else f"Stopped: {checked:,} were checked. "]
    parts.append(_failure(outcome, found, notation) if is_bad else _success(result, found, checked))
    return "".join(parts)


def _success(result: GradientCheck, found: NDArray[np.intp], checked: int) -> str:
    good = result.checked & (found == Verdict.AGREES)
    largest = show(float(np.max(result.relative_error, initial=0.0, where=good)), ERROR_DIGITS)
    if np.count_nonzero(good) == checked:
        who = "The gradient agrees" if checked == 1 else f"All {checked:,} gradients agree"
        return f"{who}; the largest relative error is {largest}."
    of = f"of {counted(checked, 'gradient')}"
    agree = f"{int(np.count_nonzero(good)):,} {of} agree (largest relative error {largest})"
    agree = agree if good.any() else f"None {of} could be compared"
    others = [say(int(np.count_nonzero(found == verdict))) for verdict, say in _NOT_COUNTED.items()]
    return f"{'; '.join([agree, *filter(None, others)])}."


def _at_kinks(count: int) -> str:
    if count < 2:
        return "1 is at a kink, where the slope jumps" if count else ""
    return f"{count:,} are at kinks, where the slope jumps"


def _in_noise(count: int) -> str:
    return f"{count:,} {'differs' if count == 1 else 'differ'} by no more than rounding" if count else ""


def _at_bends(count: int) -> str:
    return f"{count:,} {'agrees' if count == 1 else 'agree'} over a shorter nudge only" if count else ""


_NOT_COUNTED = {Verdict.KINK: _at_kinks, Verdict.ROUNDING: _in_noise, Verdict.BEND: _at_bends}


def _failure(outcome: Outcome, found: NDArray[np.intp], notation: Notation) -> str:
    result = outcome.result
    bad, checked = int(np.count_nonzero(found >= Verdict.DISAGREES)), int(np.count_nonzero(result.checked))
    errors = np.where(found == Verdict.DISAGREES, result.relative_error, -1.0)
    worst = int(np.argmax(np.where(found == Verdict.NOT_FINITE, np.inf, errors)))
    size = show(float(errors[worst]), ERROR_DIGITS) if errors[worst] >= 0 else "not finite"
    verb = "disagrees" if bad == 1 else "disagree"
    name = name_of(outcome.scenario, worst, notation)
    return f"{bad:,} of {checked:,} {verb}: largest relative error {size}, at {name}."


def why(outcome: Outcome) -> str:
    """Return what makes gradients disagree, where the settings tell."""
    worst = verdicts(outcome.result).max(initial=Verdict.AGREES)
    if worst == Verdict.BEND:
        return _about_nudge(outcome.result.epsilon) or _about_bend(outcome.result.epsilon)
    if worst == Verdict.ROUNDING:
        return _about_nudge(outcome.result.epsilon) or _about_size(outcome.result)
    if worst < Verdict.DISAGREES:
        return ""
    is_slipped = outcome.scenario.is_sequential and len(outcome.scenario.network.layers) > 2
    if not is_slipped:
        return _about_nudge(outcome.result.epsilon)
    return "In sequential order blame comes back through weights already updated: this is not the slope of the error."


def _about_nudge(epsilon: float) -> str:
    """Return what a nudge far from the usual one does; it is no fault of the gradient."""
    if epsilon > _LARGE:
        return f"ε = {epsilon:g} is large: over so long a nudge the error bends. Try {EPSILON:g}."
    if epsilon < _SMALL:
        return f"ε = {epsilon:g} is small: the change of the error is lost in rounding. Try {EPSILON:g}."
    return ""


def _about_size(result: GradientCheck) -> str:
    noise = show(float(result.noise[result.in_noise].max()), ERROR_DIGITS)
    return f"The error is so large that its rounding alone moves a slope by up to {noise}: scaled targets tell more."


def _about_bend(epsilon: float) -> str:
    return f"The error bends within ε = {epsilon:g}, as it does where inputs are large: scaled inputs tell more."


def about(outcome: Outcome) -> str:
    """Return what was checked: by which nudge, over which samples, at which weights."""
    count = outcome.scenario.data.samples
    samples = "1 training sample" if count == 1 else f"all {count:,} training samples"
    off = ", dropout off" if outcome.scenario.dropout else ""
    return f"ε = {outcome.result.epsilon:g}, {samples}, before update {outcome.update:,}{off}"
