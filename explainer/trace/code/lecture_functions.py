"""The functions that the lectures' class calls: each activation and its slope, by name."""

from __future__ import annotations

import builtins
import keyword
from collections.abc import Iterator

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS, Activation
from explainer.functions.expression import Constant
from explainer.functions.formula import Formula
from explainer.functions.losses import LOSSES
from explainer.functions.own.definition import name_of
from explainer.trace.code.code_lines import CodeLine
from explainer.trace.code.numpy_code import code_of_formula

_TAKEN = {"Network", "X", "T", "np", "net", "m", "l1", "l2", "n", "free_w", "free_b", *dir(builtins), *keyword.kwlist}
_LETTERS = {"z": "z", "a": "a"}


class NetworkFunctions:
    """The activations of a scenario. Where all layers have one and the same, the class calls it by name; where they
    differ, it has a list of them, an entry for each layer."""

    def __init__(self, scenario: Scenario) -> None:
        layers = scenario.network.layers[1:]
        self._kinds = [layer.activation for layer in layers]
        self._starts_from_net = LOSSES[scenario.loss].from_net
        self._names = _named(dict.fromkeys(self._kinds))
        self._is_one = len(self._names) == 1

    def activation(self, layer: int) -> Activation:
        return ACTIVATIONS[self._kinds[layer - 1]]

    @property
    def value(self) -> str:
        """What the activation is called in a loop over all layers."""
        return self._names[self._kinds[0]] if self._is_one else "f"

    def slope(self, index: str) -> str:
        """What the slope of the layer with this index, from the end, is called."""
        return f"{self.value}_prime" if self._is_one else f"self.f_prime[{index}]"

    @property
    def looped(self) -> tuple[str, ...]:
        """What a loop over all layers needs besides their weights."""
        return () if self._is_one else ("f",)

    def lists(self) -> Iterator[CodeLine]:
        """The functions of all layers, where they differ."""
        if self._is_one:
            return
        names = [self._names[kind] for kind in self._kinds]
        needed = self._needs_slope()
        slopes = [f"{name}_prime" if kind in needed else "None" for name, kind in zip(names, self._kinds, strict=True)]
        yield CodeLine(f"self.f = [{', '.join(names)}]")
        yield CodeLine(f"self.f_prime = [{', '.join(slopes)}]")

    def _needs_slope(self) -> set[str]:
        """The activations whose slope the program takes: not that of an output whose delta needs none."""
        return {*(self._kinds[:-1] if self._starts_from_net else self._kinds)}

    def definitions(self) -> Iterator[CodeLine]:
        """Define every function that the class calls."""
        needed = self._needs_slope()
        for kind, name in self._names.items():
            activation = ACTIVATIONS[kind]
            yield from _defined(f"{name}(z)", code_of_formula(activation.value, _LETTERS))
            if kind in needed and activation.slope is not None:
                yield from _defined(f"{name}_prime(z, a)", _slope_code(activation.slope))


def _slope_code(slope: Formula) -> str:
    if isinstance(slope.tree, Constant):
        return f"np.full_like(z, {slope.tree.value})"
    return code_of_formula(slope, _LETTERS)


def _defined(head: str, code: str) -> Iterator[CodeLine]:
    yield CodeLine("")
    yield CodeLine(f"def {head}:")
    yield CodeLine(f"return {code}", indent=1)


def _named(kinds: dict[str, None]) -> dict[str, str]:
    """Give each activation a name that a program can have; one that is taken gets a number."""
    names: dict[str, str] = {}
    for number, kind in enumerate(kinds, start=1):
        name = name_of(kind)
        taken = {*_TAKEN, *names.values(), *(f"{other}_prime" for other in names.values())}
        names[kind] = f"{name}_{number}" if {name, f"{name}_prime"} & taken else name
    return names
