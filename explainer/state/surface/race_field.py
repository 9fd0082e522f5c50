"""What races in the place of optimizers: values of one setting, or seeds of the starting weights."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError
from explainer.files.scenario.settings_by_path import with_settings
from explainer.lab_book.book_table import setting_name, spoken_value

MOST_RACERS = 40


class RaceField(NamedTuple):
    """Values of a setting that race, by its path in a file, or seeds of starting weights."""

    path: str
    values: tuple[object, ...]

    def starts(self, origin: Scenario) -> dict[str, Scenario]:
        """Return the racers by their names. Raises ScenarioError where one of the values cannot be."""
        if not 0 < len(self.values) <= MOST_RACERS:
            raise ScenarioError(f"Give 1 to {MOST_RACERS} values; there are {len(self.values):,}.")
        named = {f"{setting_name(self.path)} {spoken_value(value)}": value for value in self.values}
        return {name: with_settings(origin, {self.path: value}) for name, value in named.items()}
