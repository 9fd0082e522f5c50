"""Training for the numbers of a lesson: how much of it there may be, and that it ends where nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from math import inf
from time import monotonic
from typing import NamedTuple

from explainer.engine.run.run import Run
from explainer.engine.run.trial import MOST_UPDATES, Trial
from explainer.engine.scenario.scenario import Scenario
from explainer.files.wording import counted
from explainer.lessons.lesson import LessonError

MOST_WORK = 2e10
"""Multiplications that one training may take."""
SECONDS = 20.0
"""How long one training may take, and all of a card together."""
SECONDS_OF_LESSON = 60.0
"""How long all of a lesson may take that is checked."""
MOMENT = 0.05
"""How long all training may take that somebody waits for with the window."""
WORK_AT_ONCE = 5e6
"""Multiplications that take a moment: after so many it is looked whether the training is still waited for."""
_OF_UPDATE = 1e4
"""What an update takes besides, in multiplications."""

_TOGETHER = "all training that is asked for here takes too long together; ask for fewer updates"
_WAITING = "that takes longer training; go back to the card's own numbers"


class TrainingLimit(NamedTuple):
    """What ends all training at once: nobody waits for it, or it is so late; and what is said then."""

    is_wanted: Callable[[], bool] = lambda: True
    ends: float = inf
    sentence: str = _TOGETHER


_NO_LIMIT = TrainingLimit()
_limit: ContextVar[TrainingLimit] = ContextVar("limit", default=_NO_LIMIT)


class UntrainedError(LessonError):
    """A training that was not gone through with, though nothing is wrong with its numbers."""


class UnwantedError(UntrainedError):
    """A training that nobody waits for any more."""


def as_long_as(is_wanted: Callable[[], bool], seconds: float = SECONDS) -> AbstractContextManager[None]:
    """Let what is trained inside end, by UnwantedError, as soon as it is not wanted any more; and by UntrainedError
    after so many seconds, however many trainings there are."""
    return _limited(TrainingLimit(is_wanted, monotonic() + seconds))


def in_a_moment() -> AbstractContextManager[None]:
    """Let what is trained inside end, by UntrainedError, after a moment: the window waits for it."""
    return _limited(TrainingLimit(ends=monotonic() + MOMENT, sentence=_WAITING))


@contextmanager
def _limited(limit: TrainingLimit) -> Iterator[None]:
    token = _limit.set(limit)
    try:
        yield
    finally:
        _limit.reset(token)


def work_of(scenario: Scenario) -> float:
    """Return about how many multiplications an update takes."""
    return scenario.samples_per_batch * scenario.network.size + _OF_UPDATE


def train(run: Run, updates: int) -> None:
    """Make updates until a run has so many, or its numbers are not finite. Raises LessonError where that takes too
    long."""
    missing = updates - run.updates
    if missing * work_of(run.scenario) > MOST_WORK:
        raise UntrainedError(_too_long(missing))
    for _ in _slices(run.scenario, missing):
        if not run.advance(min(_at_once(run.scenario), updates - run.updates)) or run.updates >= updates:
            return


def needed_to(scenario: Scenario, until: float) -> int:
    """Return after how many updates the loss over the whole training data is first below `until`. Raises LessonError
    where it is not within 20,000, or that takes too long."""
    trial = Trial(scenario, until)
    for _ in _slices(scenario, MOST_UPDATES):
        trial.advance(_at_once(scenario))
        if trial.is_over:
            break
    if trial.needed is None:
        raise LessonError(f"the loss is not below {until:g} within {MOST_UPDATES:,} updates")
    return trial.needed


def _at_once(scenario: Scenario) -> int:
    return max(1, int(WORK_AT_ONCE / work_of(scenario)))


def _slices(scenario: Scenario, updates: int) -> Iterator[None]:
    """Go on as long as the training is waited for, and takes no longer than it may."""
    limit, ends = _limit.get(), monotonic() + SECONDS
    while True:
        if not limit.is_wanted():
            raise UnwantedError("nobody waits for this any more")
        if monotonic() > limit.ends:
            raise UntrainedError(limit.sentence)
        if monotonic() > ends:
            raise UntrainedError(_too_long(updates))
        yield


def _too_long(updates: int) -> str:
    return f"{counted(updates, 'update')} of this scenario take too long; give fewer"
