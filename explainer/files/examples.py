"""The scenarios that come with the app, by name and in the order of a course."""

from __future__ import annotations

from functools import cache
from itertools import chain

import msgspec

from explainer.engine.scenario.scenario import Scenario
from explainer.files.assets import asset_path
from explainer.files.checks import ScenarioError
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.wording import unknown

PUBLISHED = "Published examples"
"""The topic of what others have worked out and published."""
_GROUPS = {
    "The worked example": ("mazur", "mazur_sequential"),
    "One unit, and why it needs others": (
        "perceptron",
        "and",
        "or",
        "xor_single",
        "xor_hand",
        "xor",
        "logistic_unit",
    ),
    "Rules before backpropagation": ("mcculloch_pitts", "rosenblatt_and", "rosenblatt_xor", "adaline"),
    "Activation functions": (
        "step_outputs",
        "vanishing_sigmoid",
        "vanishing_tanh",
        "vanishing_relu",
        "dying_relu",
    ),
    "Starting weights": ("zero_weights", "random_weights", "hundred_inputs"),
    "Batches": ("batch", "mini_batch", "stochastic", "two_valleys"),
    "Weight decay and dropout": ("l2", "l1", "dropout"),
    "Losses": ("saturated_squared", "saturated_entropy", "softmax"),
    "Optimizers": (
        "valley_sgd",
        "valley_momentum",
        "valley_nesterov",
        "valley_adagrad",
        "valley_rmsprop",
        "valley_adadelta",
        "valley_adam",
        "valley_adamax",
        "valley_nadam",
        "saddle",
        "xor_bfgs",
    ),
    "Curves": ("square", "line", "parabola", "sine", "water", "sleep_study"),
    "Layers as lectures draw them": ("avila", "pydata"),
    "Classes": ("blobs", "circles", "moons", "spiral", "digits"),
    "Looking for a slip": ("lab",),
    PUBLISHED: (
        "brownlee_forward",
        "brownlee_backward",
        "cs231n_sigmoid_neuron",
        "geeksforgeeks",
        "hagan_ch11",
        "han_kamber_fig9_5",
        "hmkcode",
        "micrograd_neuron",
        "nnfs_layer",
        "macleod_rgu_correct",
        "negnevitsky_xor",
        "coursera_ml_ex4",
        "coursera_ml_ex4_lambda4",
        "nielsen_ch3_a",
        "nielsen_ch3_b",
        "schiendorfer",
        "statquest_part2",
        "victorzhou_alice",
    ),
}
_NAMES = tuple(chain.from_iterable(_GROUPS.values()))


class _Titled(msgspec.Struct):
    """The one member of a scenario file that a list of scenarios needs."""

    title: str


def example_names() -> list[str]:
    """Return the names of the built-in scenarios, the worked example first."""
    return list(_NAMES)


def example_groups() -> dict[str, tuple[str, ...]]:
    """Return the topics of the built-in scenarios, and the names that belong to each; together all, in their order."""
    return dict(_GROUPS)


def example_text(name: str) -> str:
    """Return a built-in scenario as JSON. Raises ScenarioError, with the nearest name, when there is none."""
    if name not in _NAMES:
        raise ScenarioError(unknown(name, "a built-in scenario", _NAMES))
    return asset_path(f"examples/{name}.json").read_text(encoding="utf-8")


@cache
def example(name: str) -> Scenario:
    """Return a built-in scenario. Raises ScenarioError when there is none of that name."""
    return read_scenario(example_text(name), name)


@cache
def _title(name: str) -> str:
    """Read the title alone: a window lists them all when it opens, and has no time for their data sets."""
    return msgspec.json.decode(example_text(name), type=_Titled).title


def example_titles() -> dict[str, str]:
    """Return the title of every built-in scenario by its name."""
    return {name: _title(name) for name in _NAMES}
