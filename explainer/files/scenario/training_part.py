"""The parts of a scenario file that say how to start and how to train."""

from __future__ import annotations

from math import inf
from types import MappingProxyType
from typing import Any

from explainer.engine.scenario.initialisers import INITIALISERS
from explainer.engine.scenario.scenario import Initialiser, OptimizerSettings
from explainer.files.base.checks import choice, number, whole
from explainer.files.scenario.schema import InitFile, refuse_unknown_keys, shaped
from explainer.functions.optimizers import OPTIMIZERS, OPTIONS

MOST_SEED = 2**63 - 1
_MOST_EPSILON = 1e300


def read_seed(seed: int, place: str) -> int:
    return whole(seed, place, 0, MOST_SEED)


def read_init(members: dict[str, Any]) -> Initialiser:
    """Return how weights that are not given are drawn."""
    init = shaped(members, InitFile, "init")
    return Initialiser(
        choice(init.scheme, INITIALISERS, "a way to draw weights", "init.scheme"),
        read_seed(init.seed, "init.seed"),
        number(init.epsilon, "init.epsilon", 0, _MOST_EPSILON),
    )


def read_optimizer(members: dict[str, Any]) -> OptimizerSettings:
    """Return the optimizer with its settings; those left out have the defaults of its table entry."""
    name = shaped(members.get("name", OptimizerSettings.name), str, "optimizer.name")
    optimizer = OPTIMIZERS[choice(name, OPTIMIZERS, "an optimizer", "optimizer.name")]
    defaults = {"learning_rate": optimizer.learning_rate, **optimizer.options}
    refuse_unknown_keys(members, ("name", *defaults), "optimizer")
    settings = {key: _setting(members.get(key, default), key) for key, default in defaults.items()}
    learning_rate = settings.pop("learning_rate")
    if optimizer.is_minimiser:  # it has none, whatever the file says
        learning_rate = optimizer.learning_rate
    return OptimizerSettings(name, learning_rate, MappingProxyType(settings))


def _setting(value: Any, key: str) -> float:
    place = f"optimizer.{key}"
    return number(shaped(value, float, place), place, 0, OPTIONS[key].below if key in OPTIONS else inf)
