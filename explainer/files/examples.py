"""The scenarios that come with the app, by name."""

from __future__ import annotations

from functools import cache

from explainer.assets import asset_path
from explainer.engine.scenario import Scenario
from explainer.files.errors import ScenarioError
from explainer.files.scenario_json import read_scenario
from explainer.files.wording import unknown

_NAMES = ("mazur", "mazur_sequential", "xor", "and", "or", "perceptron", "square")


def example_names() -> list[str]:
    """Return the names of the built-in scenarios, the worked example first."""
    return list(_NAMES)


def example_text(name: str) -> str:
    """Return a built-in scenario as JSON. Raises ScenarioError, with the nearest name, when there is none."""
    if name not in _NAMES:
        raise ScenarioError(unknown(name, "a built-in scenario", _NAMES))
    return asset_path(f"examples/{name}.json").read_text(encoding="utf-8")


@cache
def example(name: str) -> Scenario:
    """Return a built-in scenario. Raises ScenarioError when there is none of that name."""
    return read_scenario(example_text(name), name)


def example_titles() -> dict[str, str]:
    """Return the title of every built-in scenario by its name."""
    return {name: example(name).title for name in _NAMES}
