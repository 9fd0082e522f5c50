"""Other settings of a scenario, each named by where it is in its file, as in "optimizer.learning_rate"."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from explainer.engine.scenario.initialisers import drawn
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError
from explainer.files.scenario.scenario_json import scenario_of
from explainer.files.scenario.scenario_text import members_of
from explainer.files.scenario.schema import ScenarioFile
from explainer.files.wording import at, unknown

_KEYS = tuple(key for key in ScenarioFile.__struct_fields__ if key not in ("format", "version"))
_OPEN = frozenset({"optimizer", "init", "data"})
"""Where a key may be given that is not in the file: the reader knows which there are."""


def with_settings(scenario: Scenario, values: Mapping[str, object]) -> Scenario:
    """Return the scenario with other settings, each by its dotted path; layers are counted from 0, the inputs.

    What is printed of it somewhere is left out: it was printed of the scenario as it was. Another optimizer has its own
    usual settings. Starting weights are drawn anew where a layer has another size, or where they are to be drawn
    otherwise. Raises ScenarioError with one sentence that names the path.
    """
    if not values:
        return scenario
    members = members_of(scenario)
    members.pop("published", None)
    for path, value in sorted(values.items(), key=_rank):
        _set(members, path.split("."), path, value)
    if any(_resizes(path) for path in values):
        for layer in members["layers"]:
            layer.pop("weights", None)
            layer.pop("biases", None)
    keeps_data = not any(path == "data" or path.startswith("data.") for path in values)
    try:
        changed = scenario_of(members)
    except ScenarioError as error:
        names_it = str(error).startswith(tuple(f"{path.split('.')[0]}" for path in values))
        raise error if names_it else ScenarioError(at(", ".join(values), str(error))) from None
    changed = replace(changed, data=scenario.data) if keeps_data else changed
    return drawn(changed, changed.init) if any(path.split(".")[0] == "init" for path in values) else changed


def _rank(setting: tuple[str, object]) -> tuple[int, bool]:
    """Order settings so that each comes after what would undo it: the whole that it is a part of, another optimizer,
    which has settings of its own, and another number of units, which have other names."""
    keys = setting[0].split(".")
    return len(keys), not (setting[0] == "optimizer.name" or _resizes(setting[0]))


def _set(members: dict[str, Any], keys: list[str], path: str, value: object) -> None:
    place: Any = members
    for depth, key in enumerate(keys[:-1]):
        place = _inside(place, key, path, _KEYS if not depth else None)
    last = keys[-1]
    if isinstance(place, list):
        place[_index(place, last, path)] = value
        return
    if not isinstance(place, dict):
        raise ScenarioError(f'{path}: there is nothing within "{keys[-2]}"')
    known = _KEYS if len(keys) == 1 else None if keys[0] in _OPEN else _known(place, keys)
    if known is not None and last not in known:
        raise ScenarioError(f"{path}: {unknown(last, 'a setting', known)}")
    if keys == ["optimizer", "name"]:
        place.clear()
    if keys[0] == "layers" and last == "units":
        place.pop("names", None)
    place[last] = deepcopy(value)


def _known(place: dict[str, Any], keys: list[str]) -> tuple[str, ...]:
    """Return the keys that are there, and names of units, which a file leaves out where they are the usual ones."""
    names = ("names",) if keys[0] == "layers" and len(keys) == 3 else ()
    return tuple(dict.fromkeys((*place, *names)))


def _inside(place: Any, key: str, path: str, known: tuple[str, ...] | None) -> Any:
    if isinstance(place, list):
        return place[_index(place, key, path)]
    if not isinstance(place, dict):
        raise ScenarioError(f'{path}: there is nothing named "{key}" here')
    if key not in place:
        raise ScenarioError(f"{path}: {unknown(key, 'a setting', known or tuple(place))}")
    return place[key]


def _index(items: list[Any], key: str, path: str) -> int:
    if not (key.isascii() and key.isdigit() and len(key) < 10 and int(key) < len(items)):
        raise ScenarioError(f'{path}: "{key}" is none of the {len(items)} there are, counted from 0')
    return int(key)


def _resizes(path: str) -> bool:
    keys = path.split(".")
    return keys[0] == "layers" and keys[-1] == "units"
