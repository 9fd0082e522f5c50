"""Which names units may have: identifiers, each once, and none that the calculation uses for something else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from keyword import iskeyword

from explainer.engine.scenario.network import Network
from explainer.files.checks import ScenarioError
from explainer.files.wording import quoted
from explainer.functions.expression import FUNCTIONS
from explainer.functions.optimizers import OPTIMIZERS

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
_QUANTITIES = {"n", "m", "t", "l1", "l2", "learning_rate", "penalty", "objective", "dropout"}
_TOTALS = ("total", "sum", "batch")
_OF_ANY_UNIT = (
    *("net_", "out_", "dout_", "dnet_", "delta_", "penalty_", "E_via_", "dE_via_"),
    *("keep_", "passed_", "dpassed_"),
)
_OF_OUTPUT = ("target_", "E_", "dE_")


def check_names(network: Network, given: Sequence[bool]) -> None:
    """Check the unit names of a network; `given` tells for each layer whether its names come from the person.

    Raises ScenarioError with the place of the first name that cannot be used.
    """
    words = _Words(network, _layer_of(network))
    for index, layer in enumerate(network.layers):
        for position, name in enumerate(layer.names if given[index] else ()):
            place = f"layers[{index}].names[{position}]"
            if not _IDENTIFIER.fullmatch(name):
                raise ScenarioError(f"{place}: {quoted(name)} is not a name of letters, digits and _ after a letter")
            if meaning := words.meaning(name, index):
                raise ScenarioError(f"{place}: {quoted(name)} is already {meaning}")


def named_by_columns(network: Network, columns: Sequence[str]) -> Network:
    """Return the network with its inputs called as the columns that they are in, with _ for all that a name cannot
    have (petal length (cm) is petal_length_cm); as it is where not all of them can be names."""
    names = tuple(re.sub(r"[^A-Za-z0-9]+", "_", column).strip("_") for column in columns)
    if len(names) != network.layers[0].units:
        return network
    named = network.renamed([names, *network.names[1:]])
    try:
        check_names(named, [True, *[False] * network.top])
    except ScenarioError:
        return network
    return named


def why_not_named(network: Network, layer: int, unit: int) -> str:
    """Return why this unit cannot have the name that it has beside the names of the others, in a sentence for the
    person who named it; nothing where it can."""
    name = network.layers[layer].names[unit]
    others = [other for names in network.names for other in names]
    others.remove(name)
    if name in others:
        return f"“{name}” is already the name of another unit."
    try:
        check_names(network, [True] * len(network.layers))
    except ScenarioError as error:
        reason = str(error).partition(": ")[2]
        return re.sub(r'^"(.*?)"', r"“\1”", reason) + "."
    return ""


def _layer_of(network: Network) -> dict[str, int]:
    """Return the layer index of every unit by its name; no name may be used twice."""
    layer_of: dict[str, int] = {}
    for index, layer in enumerate(network.layers):
        for position, name in enumerate(layer.names):
            if name in layer_of:
                place, other = f"layers[{index}].names[{position}]", f"layers[{layer_of[name]}]"
                raise ScenarioError(f"{place}: {quoted(name)} is already the name of a unit in {other}")
            layer_of[name] = index
    return layer_of


class _Words:
    """The words that the calculation of one network uses besides its unit names."""

    def __init__(self, network: Network, layer_of: dict[str, int]) -> None:
        self._layer_of = layer_of
        self._last = network.top
        self._weights = sum(layer.units * layer.sources for layer in network.layers)
        numbers = ((o.options, o.scalars, o.work_scalars) for o in OPTIMIZERS.values())
        memories = chain.from_iterable((*o.memory, *o.work) for o in OPTIMIZERS.values())
        self._quantities = _QUANTITIES.union(*chain.from_iterable(numbers))
        self._of_parameter = ("sum_", "d", *(f"{memory}_" for memory in memories))

    def meaning(self, name: str, layer: int) -> str:
        """Return what `name` already means, if it cannot be the name of a unit in `layer`, else nothing."""
        if iskeyword(name):
            return "a word of Python, in which formulas are written"
        if name in FUNCTIONS:
            return "a function that formulas use"
        if name in self._quantities or self._is_total(name):
            return "a quantity of the calculation"
        if any(map(self._is_parameter, (name, *_after(name, self._of_parameter)))):
            return "the name of a parameter or of a quantity made from one"
        if self._is_of_unit(name) or (layer == self._last and self._makes_a_total(name)):
            return "the name of a quantity of the calculation"
        return ""

    def _is_total(self, name: str) -> bool:
        return any(rest in _TOTALS for rest in _after(name, ("E_", "dE_")))

    def _makes_a_total(self, output: str) -> bool:
        """Tell whether the error of an output of this name would be written like another quantity."""
        return output in _TOTALS or any(rest in self._layer_of for rest in _after(output, ("via_",)))

    def _is_parameter(self, name: str) -> bool:
        if numbered := re.fullmatch(r"([wb])([1-9][0-9]{0,8})", name):
            return int(numbered[2]) <= (self._weights if numbered[1] == "w" else self._last)
        return name.startswith("b_") and self._layer_of.get(name[2:], 0) > 0

    def _is_of_unit(self, name: str) -> bool:
        layers = (self._layer_of.get(rest, 0) for rest in _after(name, _OF_ANY_UNIT))
        outputs = (self._layer_of.get(rest, 0) == self._last for rest in _after(name, _OF_OUTPUT))
        return any(layers) or any(outputs)


def _after(name: str, prefixes: Iterable[str]) -> Iterator[str]:
    """Return what follows each prefix that `name` begins with."""
    return (name.removeprefix(prefix) for prefix in prefixes if name.startswith(prefix))
