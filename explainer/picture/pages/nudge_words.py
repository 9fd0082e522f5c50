"""What a nudge shows, in sentences."""

from __future__ import annotations

import math
from typing import NamedTuple

from explainer.engine.measure.nudge import Nudge
from explainer.engine.scenario.scenario import Scenario
from explainer.files.wording import counted
from explainer.trace.formula.notation import DIGITS, MOST_DIGITS, Notation, Writing

NOT_YET = "The gradient is not computed yet at this step. Go on to the line that makes it, then compare."
_CLOSE = 0.01
_NOTHING = "The gradient is 0 too: the same slope at this point. Farther away the error may change."


class NudgeOutcome(NamedTuple):
    """A nudge of a parameter, called `name`, and the gradient that the update uses: NaN where it is not computed yet
    at the cursor, or where the parameter `is_trained` not at all. The slope is shown where the calculation `has_slope`
    too. `comes_back_changed` tells that in this update order blame reaches the parameter through weights already
    updated."""

    scenario: Scenario
    name: str
    nudge: Nudge
    gradient: float
    has_slope: bool
    is_trained: bool
    comes_back_changed: bool
    writing: Writing

    @property
    def error(self) -> str:
        """The letter of what training makes smaller."""
        return "J" if self.writing.notation is Notation.THETA else "E"

    @property
    def is_finite(self) -> bool:
        nudge = self.nudge
        return all(map(math.isfinite, (nudge.here, nudge.above, nudge.below)))

    @property
    def slopes(self) -> tuple[float, float]:
        """The slope over both sides and that of the nudge up; NaN as long as they are not to be seen."""
        return (self.nudge.two_sided, self.nudge.one_sided) if self.has_slope else (math.nan, math.nan)

    @property
    def agrees(self) -> bool:
        """Whether the slope that the nudge up found is the gradient, to a hundredth."""
        slope, gradient = self.nudge.one_sided, self.gradient
        return abs(slope - gradient) <= _CLOSE * max(abs(slope), abs(gradient))

    @property
    def digits(self) -> float:
        """About how many digits of the slope rounding leaves."""
        slope, rounding = abs(self.nudge.one_sided), self.nudge.rounding
        return math.log10(slope / rounding) if slope > 0 and rounding > 0 else 0.0

    @property
    def is_rounded(self) -> bool:
        """Whether rounding spoils digits that are usually shown."""
        return self.digits < min(self.writing.digits, DIGITS) and bool(self.nudge.change or self.gradient)


def signed(value: float, writing: Writing) -> str:
    """Return a number with its sign, a plus too."""
    return f"+{writing.show(value)}" if value > 0 else writing.show(value)


def told_apart(values: tuple[float, ...], writing: Writing) -> tuple[str, ...]:
    """Return numbers with as many digits as it takes to see which of them differ."""
    for digits in range(writing.digits, MOST_DIGITS):
        shown = tuple(writing._replace(digits=digits).show(value) for value in values)
        if len(set(shown)) == len(set(values)):
            return shown
    return tuple(writing._replace(digits=MOST_DIGITS).show(value) for value in values)


def story(outcome: NudgeOutcome) -> str:
    """Return what was done and what came of it."""
    nudge, show = outcome.nudge, outcome.writing.show
    what = "the error with the penalty" if outcome.scenario.has_penalty else "the error"
    begun = f"Raise {outcome.name} by {show(nudge.epsilon)}: {what}"
    if not outcome.is_finite:
        return f"{begun} becomes infinite, so there is no slope to find."
    if nudge.change == 0:
        return f"{begun} stays exactly as it is, {show(nudge.here)}.{' The slope is 0.' if outcome.has_slope else ''}"
    here, above = told_apart((nudge.here, nudge.above), outcome.writing)
    change = signed(nudge.change, outcome.writing)
    slope = f" That is {show(nudge.one_sided)} times the nudge." if outcome.has_slope else ""
    return f"{begun} goes from {here} to {above}, by {change}.{slope}"


def comparison(outcome: NudgeOutcome) -> str:
    """Return how the slope compares with the gradient that the update uses."""
    if not outcome.is_finite:
        return ""
    if not outcome.is_trained:
        return f"Training leaves {outcome.name} as it is (biases are frozen), so there is no gradient to compare with."
    if math.isnan(outcome.gradient):
        return NOT_YET
    if outcome.gradient == 0 and outcome.nudge.change == 0:
        return _NOTHING
    gradient = f"The gradient is {outcome.writing.show(outcome.gradient)}"
    if outcome.comes_back_changed:
        return (
            f"{gradient}. It need not be this slope: in this update order blame came back through weights that were "
            "already updated."
        )
    return gradient + (_agreement(outcome) if outcome.agrees else _disagreement(outcome))


def _agreement(outcome: NudgeOutcome) -> str:
    nudge, gradient, show = outcome.nudge, outcome.gradient, outcome.writing.show
    if show(nudge.one_sided) == show(gradient):
        return ": the same slope in every digit shown."
    if abs(nudge.two_sided - gradient) >= abs(nudge.one_sided - gradient):
        return ": close to the slope."
    return f": close. Nudged to both sides, the slope comes closer still: {show(nudge.two_sided)}."


def _disagreement(outcome: NudgeOutcome) -> str:
    if outcome.nudge.crosses_kink or outcome.is_rounded:
        return "."
    return f": the slope at {outcome.name} itself. Over so long a nudge the error bends; a smaller ε comes closer."


def cautions(outcome: NudgeOutcome) -> list[str]:
    """Return what spoils the slope that was found."""
    if not outcome.is_finite:
        return []
    said = []
    if outcome.nudge.crosses_kink:
        said.append(
            f"Between {outcome.name} − ε and {outcome.name} + ε there is a kink or a jump (of ReLU, step or |w|): no "
            "single slope. A smaller ε may stay on one side of it."
        )
    elif outcome.is_rounded:
        digits = counted(max(0, math.floor(outcome.digits)), "digit")
        said.append(
            f"ε is so small that rounding spoils the slope: a computer keeps about 16 digits of {outcome.error}, and "
            f"only the last of them change. About {digits} of the slope can be trusted."
        )
    return said
