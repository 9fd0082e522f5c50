"""What the rows of a trace have shown so far: the network, and the numbers of one update."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from explainer.verify.errors import WrongRow, shown
from explainer.verify.own_functions import Used
from explainer.verify.rows import TraceRow


class Structure:
    """Grows with the first forward pass; from then on every row must keep to it."""

    def __init__(self) -> None:
        self.units: dict[str, list[str]] = {}
        """By layer, from "2" on."""
        self.weights: dict[str, tuple[str, str]] = {}
        """What each weight leads to and comes from."""
        self._into: dict[str, tuple[str, ...]] = {}
        self._bias_of: dict[str, str] = {}
        self.inputs: tuple[str, ...] = ()
        self._promised: dict[str, list[str]] = {}
        self._places: dict[tuple[str, str], tuple[str, str]] = {}
        self._complete = False

    @property
    def top(self) -> str:
        """The last layer."""
        return next(reversed(self.units), "")

    def above(self, layer: str) -> list[str]:
        return self.units.get(str(int(layer) + 1), [])

    def below(self, layer: str) -> list[str]:
        return self.units.get(str(int(layer) - 1), [])

    def weights_into(self, unit: str) -> tuple[str, ...]:
        return self._into.get(unit, ())

    def bias_of(self, unit: str) -> str:
        return self._bias_of.get(unit, "")

    def layer_of(self, parameter: str) -> str:
        """Return the layer of a parameter that a row has been about."""
        return self._places.get(("parameter", parameter), ("", ""))[0]

    def check_place(self, layer: str, unit: str, parameter: str) -> None:
        """A unit stays in its layer, and a parameter with its unit."""
        if unit:
            self._check_same(("unit", unit), (layer, ""), f"layer {layer}")
        if parameter:
            self._check_same(
                ("parameter", parameter), (layer, unit), f"layer {layer}, unit {unit}".removesuffix(", unit ")
            )

    def add_net(self, layer: str, unit: str, weights: Sequence[str], sources: Sequence[str], bias: str) -> None:
        """Learn, or compare, what a net input is made of; `sources` are the units below.

        Raises WrongRow where a unit below is left out or twice there, or a parameter belongs to another unit.
        """
        self._add_unit(layer, unit)
        self._check_sources(layer, tuple(sources))
        for weight, source in zip(weights, sources, strict=True):
            if weight not in self.weights and weight != f"w{len(self.weights) + 1}":
                raise WrongRow(f"{shown(weight)} stands where the weight w{len(self.weights) + 1} is expected")
            if self.weights.setdefault(weight, (unit, source)) != (unit, source):
                raise WrongRow(f"{weight} is the weight from {source} to {unit} here, and another before")
        if self._into.setdefault(unit, tuple(weights)) != tuple(weights):
            raise WrongRow(f"the weights of {unit} are not those from before")
        if self._bias_of.setdefault(unit, bias) != bias or bias not in ("", f"b_{unit}", f"b{int(layer) - 1}"):
            raise WrongRow(f"{shown(bias)} is not the bias of {unit}")
        if bias:
            self._check_same(("bias", bias), (layer, ""), f"layer {layer}")

    def complete(self) -> None:
        """No unit may join from here on."""
        self._complete = True

    def with_later(self, layer: str, later: Sequence[str]) -> list[str]:
        """Return the units of the layer with those that are still to come, and remember that they must."""
        units = [*self.units.get(layer, []), *later]
        return self._promised.setdefault(layer, units)

    def _add_unit(self, layer: str, unit: str) -> None:
        units = self.units.get(layer, [])
        if unit in units:
            return
        if layer != "2" and not self.below(layer):
            raise WrongRow(f"layer {layer} is worked out here, but no unit of the layer below was")
        if self._complete or self.above(layer) or unit not in self._promised.get(layer, [unit]):
            raise WrongRow(f"{unit} joins layer {layer} after that layer was used")
        self.units.setdefault(layer, []).append(unit)

    def _check_sources(self, layer: str, sources: tuple[str, ...]) -> None:
        below = tuple(self.below(layer)) if layer != "2" else self.inputs or sources
        if layer == "2":
            self.inputs = below
        if sources != below or len(set(sources)) != len(sources):
            raise WrongRow("a net input has every unit of the layer below exactly once, in their order")

    def _check_same(self, element: tuple[str, str], place: tuple[str, str], where: str) -> None:
        if self._places.setdefault(element, place) != place:
            raise WrongRow(f"{element[1]} is in {where} here, and elsewhere before")


class SettledNumber(NamedTuple):
    """A number that is settled, and the row that made it or used it first; 0: it starts from that."""

    value: float
    row: int
    made: bool = True


class RunningSum(NamedTuple):
    """A sum that runs through the samples, and what bounds its rounding: how many terms, and their absolute total."""

    known: SettledNumber
    terms: int = 0
    size: float = 0.0


@dataclass
class Update:
    """What is known of one update so far."""

    number: int
    epoch: int
    steps: int = 0
    made: dict[str, dict[str, SettledNumber]] = field(default_factory=dict)
    latest: dict[str, SettledNumber] = field(default_factory=dict)
    sums: dict[str, RunningSum] = field(default_factory=dict)
    settings: dict[str, SettledNumber] = field(default_factory=dict)
    masks: dict[tuple[str, str], SettledNumber] = field(default_factory=dict)
    awaited: dict[tuple[str, str], tuple[TraceRow, float]] = field(default_factory=dict)
    claims: dict[str, tuple[frozenset[str], int]] = field(default_factory=dict)
    functions: dict[tuple[str, str], tuple[bool, Used]] = field(default_factory=dict)
    """Of which formula each output and error was made, by sample and symbol, and whether it is of a function of its
    own."""
    trained: dict[str, None] = field(default_factory=dict)

    @property
    def samples(self) -> int:
        return len(self.made) - ("" in self.made)

    def makes(self, symbol: str) -> bool:
        """Tell whether a row about the whole batch has made the symbol."""
        return symbol in self.made.get("", ())
