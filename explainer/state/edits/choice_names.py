"""How a choice of a scenario file is called on screen; an entry of a table that is not named here still reads well."""

from __future__ import annotations

import re
from collections.abc import Sequence

from explainer.engine.scenario.data import Data
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.losses import LOSSES
from explainer.functions.optimizers import OPTIMIZERS, OPTIONS
from explainer.functions.own.definition import definition_in, name_of

_TARGET = re.compile(r"data\.targets\[(\d+)\](?:\[(\d+)\])?")
_PLACE = re.compile(r"(?:layers|data|optimizer|init)[\w.\[\]]*: |(?:[a-z0-9]+_)*[a-z0-9]+: ")
_OPTIMIZER_SETTING = re.compile(r"optimizer\.(?!name\b)(\w+): ")
_QUOTED = re.compile(r'"([a-z_]+)"')
_JOINED = re.compile(r"[a-z]+(?:_[a-z]+)+")

_NAMES = {
    **{name: activation.spoken for name, activation in ACTIVATIONS.items()},
    **{name: loss.spoken for name, loss in LOSSES.items()},
    **{name: optimizer.spoken for name, optimizer in OPTIMIZERS.items()},
    **{name: option.called for name, option in OPTIONS.items() if option.called},
    "uniform": "uniform, ±ε",
    "uniform_scaled": "uniform, scaled",
    "normal_scaled": "normal, scaled",
    "xavier": "Xavier",
    "he": "He",
    "mean": "average",
    "sum": "sum",
    "simultaneous": "all at once",
    "sequential": "layer by layer",
    "frozen": "frozen",
    "per_unit": "one per unit",
    "shared": "one per layer",
    "none": "as given",
    "standard": "standard",
    "minmax": "0 to 1",
    "divide": "divided",
    "and": "AND",
    "or": "OR",
    "xor": "XOR",
}


def spoken(name: str) -> str:
    """Return what people call the choice that a file calls `name`, or that is given by a definition."""
    return name_of(name) if definition_in(name) else _NAMES.get(name, name.replace("_", " "))


def spoken_biases(rule: str) -> str:
    """Return what people call a rule for biases; `none` says of data that they stay as they are given."""
    return rule if rule == "none" else spoken(rule)


def spoken_scale(data: Data) -> str:
    """Return how inputs are scaled."""
    return f"{spoken(data.scale)} by {data.divisor:g}" if data.scale == "divide" else spoken(data.scale)


def in_words(reason: str, outputs: Sequence[str]) -> str:
    """Return why a scenario cannot be as a window says it: without the places and names of a file. `outputs` are the
    names of the output units. A setting of the optimizer is named, since its field may be far from the message."""

    def target(match: re.Match[str]) -> str:
        row, unit = match.groups()
        return f"Sample {int(row) + 1:,}" + (f", target {outputs[int(unit)]}" if unit else "")

    placed = _TARGET.sub(target, reason)
    placed = _OPTIMIZER_SETTING.sub(lambda name: f"{spoken(name[1]).capitalize()}: ", placed)
    bare = placed[match.end() :] if (match := _PLACE.match(placed)) else placed
    unquoted = _QUOTED.sub(lambda name: spoken(name[1]), bare)
    subject, *rest = _JOINED.sub(lambda name: _NAMES.get(name[0], name[0]), unquoted).split(" ")
    said = " ".join((_NAMES.get(subject, subject), *rest))
    return said[:1].upper() + said[1:]
