"""What experiments differ in: the settings by their paths in a scenario file, with the value that each has."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from string import ascii_uppercase

from explainer.engine.scenario.scenario import Scenario
from explainer.files.scenario.scenario_text import members_of
from explainer.lab_book.experiment import Experiment

TITLE, WEIGHTS = "scenario", "starting weights"
_NO_SETTINGS = {"format", "version", "title", "notes", "published"}
_NUMBERS = {"weights", "biases"}
_ROWS = {"inputs", "targets", "classes", "names"}
_NONE = ""
MOST_KEPT = 512
"""Of how many scenarios the settings are kept at hand."""


def differences(experiments: Sequence[Experiment]) -> dict[str, list[object]]:
    """Return each setting that is not the same in all experiments, with its value in each, "" where it has none.

    Starting weights count where they differ though they are drawn alike: equal ones have the same letter.
    """
    found = [{TITLE: experiment.title, **_settings_of(experiment.start)} for experiment in experiments]
    paths = dict.fromkeys(path for settings in found for path in settings)
    columns = {path: [settings.get(path, _NONE) for settings in found] for path in paths}
    differing = {path: values for path, values in columns.items() if any(value != values[0] for value in values)}
    if not any(path.startswith(("init.", "layers.")) or path == TITLE for path in differing):
        letters = _letters([experiment.start for experiment in experiments])
        if len(set(letters)) > 1:
            differing[WEIGHTS] = list(letters)
    return differing


@lru_cache(MOST_KEPT)
def _settings_of(start: Scenario) -> dict[str, object]:
    """Return the settings of a scenario, which are asked for whenever another row comes."""
    return dict(_settings(start))


def _settings(scenario: Scenario) -> Iterator[tuple[str, object]]:
    """Go through the settings that are single values, each by its path."""
    for key, value in members_of(scenario).items():
        if key not in _NO_SETTINGS:
            yield from _single(key, value)


def _single(path: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _NUMBERS | _ROWS:
                yield from _single(f"{path}.{key}", inner)
    elif path == "layers" and isinstance(value, list):
        for number, layer in enumerate(value):
            yield from _single(f"{path}.{number}", layer)
    else:
        yield path, json.dumps(value) if isinstance(value, list) else value


def _letters(starts: Sequence[Scenario]) -> list[str]:
    kinds: dict[bytes, int] = {}
    numbers = [kinds.setdefault(start.theta.tobytes(), len(kinds)) for start in starts]
    return [_letter(number) for number in numbers]


def _letter(number: int) -> str:
    """Return A to Z, then AA, AB, …"""
    before, last = divmod(number, len(ascii_uppercase))
    return (_letter(before - 1) if before else "") + ascii_uppercase[last]
