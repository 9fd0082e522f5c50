"""Writing a scenario as JSON text that reads back as the equal scenario."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Layer
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.files.checks import MOST_BYTES, ScenarioError
from explainer.files.scenario.frozen_part import frozen_names
from explainer.files.scenario.own_functions import written_function
from explainer.files.scenario.published_part import written_published
from explainer.files.scenario.schema import FORMAT, VERSION
from explainer.functions.optimizers import OPTIMIZERS
from explainer.functions.own.definition import definition_in

_WIDTH = 100
_WHOLE = 1e15


def write_scenario(scenario: Scenario) -> str:
    """Return the scenario as JSON: everything spelled out, floats exact, a matrix too long for one line row by row.

    Raises ScenarioError when a number in it is not finite, when it is too large to be read again, or when it has a bug
    that is to be found.
    """
    if scenario.has_secret:
        raise ScenarioError("a file would name the bug that is to be found")
    try:
        written = _pretty(members_of(scenario), "") + "\n"
    except ValueError:
        raise ScenarioError("a number in the scenario is not finite, so it cannot be written") from None
    if len(written.encode("utf-8", "replace")) > MOST_BYTES:
        raise ScenarioError(f"the scenario does not fit into the {MOST_BYTES // 2**20} MiB that a file of it may have")
    return written


def biases_of_units(layer: Layer, theta: Array) -> list[float]:
    """Return one bias for every unit of the layer, whether it is its own or in common; nothing where it has none."""
    biases = layer.biases(theta)
    whole: list[float] = (np.broadcast_to(biases, layer.units) if biases.size else biases).tolist()
    return whole


def members_of(scenario: Scenario) -> dict[str, Any]:
    """Return what a file of the scenario has, as JSON values."""
    optimizer, init = scenario.optimizer, scenario.init
    published = written_published(scenario)
    return {
        "format": FORMAT,
        "version": _version(scenario, published is not None),
        "title": scenario.title,
        "notes": scenario.notes,
        "layers": [_layer(layer, scenario.theta) for layer in scenario.network.layers],
        "init": {"scheme": init.scheme, "epsilon": init.epsilon, "seed": init.seed},
        "data": _data(scenario.data),
        "loss": written_function(scenario.loss),
        "reduction": scenario.reduction,
        "optimizer": _optimizer(optimizer),
        "l1": scenario.l1,
        "l2": scenario.l2,
        "dropout": scenario.dropout,
        "batch_size": scenario.batch_size,
        "shuffle": scenario.shuffle,
        "seed": scenario.seed,
        "biases": scenario.network.biases,
        **({"frozen": frozen_names(scenario.network)} if scenario.network.frozen else {}),
        "update_order": scenario.update_order,
        **({"input_gradients": True} if scenario.input_gradients else {}),
        **({"published": published} if published else {}),
        **({"bug": scenario.bug.name} if scenario.bug else {}),
    }


def _version(scenario: Scenario, has_figures: bool) -> int:
    """Return the oldest version that has all that the scenario needs."""
    network, data = scenario.network, scenario.data
    functions = (scenario.loss, *(layer.activation for layer in network.layers[1:]))
    of_network = (network.frozen, not network.has_biases, scenario.input_gradients)
    new = (*map(definition_in, functions), *of_network, data.scale == "divide", data.classes, scenario.bug)
    return VERSION if has_figures or any(new) else 1


def _optimizer(settings: OptimizerSettings) -> dict[str, Any]:
    rate = {} if OPTIMIZERS[settings.name].is_minimiser else {"learning_rate": settings.learning_rate}
    return {"name": settings.name, **rate, **settings.options}


def _layer(layer: Layer, theta: Array) -> dict[str, Any]:
    members: dict[str, Any] = {"units": layer.units, "names": list(layer.names)}
    if layer.sources:
        members["activation"] = written_function(layer.activation)
        members["weights"] = layer.weights(theta).tolist()
        members |= {"biases": biases_of_units(layer, theta)} if layer.bias_count else {}
    return members


def _data(data: Data) -> dict[str, Any]:
    """Return where the numbers come from, or the numbers, and how they are prepared where that is not the default."""
    members: dict[str, Any] = dict(data.source) or {"inputs": data.inputs.tolist(), "targets": data.targets.tolist()}
    scale = {"divide": _short(data.divisor)} if data.scale == "divide" else data.scale
    if data.classes and not data.source:
        members["classes"] = list(data.classes)
    prepared = {"scale": scale, "test_fraction": data.test_fraction}
    return members | {key: value for key, value in prepared.items() if value != getattr(Data, key)}


def _short(value: float) -> float | int:
    """Return a number as a person would have typed it."""
    return int(value) if value.is_integer() and abs(value) < _WHOLE else value


def _pretty(value: Any, margin: str, opening: str = "") -> str:
    """Return `value` as JSON on one line where it fits, a row of numbers always, else each of its parts on its own.

    `opening` is what comes before it on its line.
    """
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if len(margin) + len(opening) + len(line) <= _WIDTH or not _has_parts(value):
        return opening + line
    inner = margin + "  "
    if isinstance(value, dict):
        parts = [_pretty(part, inner, f"{json.dumps(key)}: ") for key, part in value.items()]
        return _block(opening + "{", parts, "}", margin)
    return _block(opening + "[", [_pretty(part, inner) for part in value], "]", margin)


def _has_parts(value: Any) -> bool:
    """Tell whether `value` is broken into lines where it is long: an object, or a list of lists or objects."""
    if not isinstance(value, (list, dict)):
        return False
    return isinstance(value, dict) or any(isinstance(part, (list, dict)) for part in value)


def _block(first: str, parts: list[str], last: str, margin: str) -> str:
    inner = margin + "  "
    return f"{first}\n" + ",\n".join(inner + part for part in parts) + f"\n{margin}{last}"
