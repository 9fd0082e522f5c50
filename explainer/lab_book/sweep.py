"""A sweep: a trial for each combination of some values of settings, and for each seed of the starting weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from explainer.engine.run.trial import MOST_UPDATES, Trial
from explainer.engine.scenario.scenario import Scenario
from explainer.files.scenario.settings_by_path import with_settings

SEED = "init.seed"
MOST_TRIALS = 10_000


class SweepRow(NamedTuple):
    """One trial: the value of each setting, the updates it needed, None where the loss did not come below, the loss at
    its end, and how many updates were made."""

    values: tuple[object, ...]
    needed: int | None
    loss: float
    updates: int


class Sweep:
    """The trials of a sweep, one after the other; `settings` are dotted paths, the seed's last if there are seeds.

    Raises ScenarioError where one of the settings cannot be, before any trial is begun.
    """

    def __init__(
        self,
        scenario: Scenario,
        values: Mapping[str, Sequence[object]],
        seeds: Sequence[int] = (),
        until: float = 0.01,
        most: int = MOST_UPDATES,
    ) -> None:
        every = {**values, **({SEED: list(seeds)} if seeds else {})}
        self.settings = tuple(every)
        self.points = list(product(*every.values()))
        self._scenario, self.until, self._most = scenario, until, most
        for point in product(*values.values()):
            with_settings(scenario, dict(zip(values, point, strict=True)))

    def __len__(self) -> int:
        return len(self.points)

    def trials(self) -> Iterator[tuple[tuple[object, ...], Trial]]:
        """Go through the trials, each with its values, in the order in which the values were given."""
        for point in self.points:
            scenario = with_settings(self._scenario, dict(zip(self.settings, point, strict=True)))
            yield point, Trial(scenario, self.until, self._most)


def row_of(values: tuple[object, ...], trial: Trial) -> SweepRow:
    """Return what a trial that is over came to."""
    return SweepRow(values, trial.needed, trial.loss, trial.needed or trial.updates)
