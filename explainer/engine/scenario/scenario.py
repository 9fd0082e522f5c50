"""A scenario: everything that decides a training run, as one immutable value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.bug import Bug
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, Parameter
from explainer.engine.scenario.printed_figure import PrintedFigure
from explainer.functions.optimizers import OPTIMIZERS, Optimizer

Reduction = Literal["mean", "sum"]
UpdateOrder = Literal["simultaneous", "sequential"]


@dataclass(frozen=True)
class Initialiser:
    """How weights that are not given are drawn."""

    scheme: str = "uniform_scaled"
    seed: int = 0
    epsilon: float = 0.12


@dataclass(frozen=True)
class OptimizerSettings:
    """Which optimizer, its learning rate and its own settings (`{"momentum": 0.9}`)."""

    name: str = "sgd"
    learning_rate: float = 0.5
    options: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def rule(self) -> Optimizer:
        """The optimizer itself: its formulas, and what it keeps."""
        return OPTIMIZERS[self.name]


@dataclass(frozen=True)
class Published:
    """The figures of one source, and the scenario `of` that they are printed for."""

    source: str
    figures: tuple[PrintedFigure, ...]
    of: Scenario = field(compare=False, repr=False)

    def __hash__(self) -> int:
        return hash((self.source, len(self.figures)))  # quick: it is asked for at every line

    def applies_to(self, scenario: Scenario) -> bool:
        """Tell whether a scenario calculates the same: how it is called, and its units, does not count."""
        of = self.of
        if scenario is of:
            return True
        if scenario.network.shape != of.network.shape:
            return False
        names = [layer.names for layer in of.network.layers]
        alike = replace(scenario.renamed(names), title=of.title, notes=of.notes, published=of.published)
        return alike.same_as(of)


@dataclass(frozen=True, eq=False)
class Scenario:
    """A network with its parameters `theta`, a data set, and how to train."""

    network: Network
    theta: Array
    data: Data
    title: str = ""
    notes: str = ""
    init: Initialiser = Initialiser()
    loss: str = "half_squared_error"
    reduction: Reduction = "mean"
    optimizer: OptimizerSettings = OptimizerSettings()
    l1: float = 0.0
    l2: float = 0.0
    dropout: float = 0.0
    batch_size: int | None = None
    shuffle: bool = False
    seed: int = 0
    update_order: UpdateOrder = "simultaneous"
    input_gradients: bool = False
    published: Published | None = None
    bug: Bug | None = None

    @cached_property
    def samples_per_batch(self) -> int:
        return min(self.batch_size or self.data.samples, self.data.samples)

    @cached_property
    def updates_per_epoch(self) -> int:
        return -(-self.data.samples // self.samples_per_batch)

    @cached_property
    def has_one_bias_per_layer(self) -> bool:
        """Whether each layer's bias is a single number to people: shared, or frozen and equal in every layer."""
        return self.network.has_one_bias_per_layer(self.theta)

    @property
    def has_penalty(self) -> bool:
        return self.l1 != 0 or self.l2 != 0

    @property
    def has_secret(self) -> bool:
        """Whether there is a bug that is to be found."""
        return self.bug is not None and self.bug.is_secret

    @property
    def is_sequential(self) -> bool:
        """Whether each layer is updated before the blame of the one below is calculated: the classic slip."""
        return self.update_order == "sequential"

    @property
    def optimizer_followed(self) -> Optimizer:
        """The optimizer as its program has it."""
        rule = self.optimizer.rule
        return self.bug.optimizer(rule) if self.bug else rule

    @property
    def keeps_sums(self) -> bool:
        """Whether gradient sums go on from the update before: a slip."""
        return self.bug is not None and self.bug.keeps_sums

    def same_as(self, other: Scenario) -> bool:
        """Tell whether every number and setting is the same."""
        return all(_same(getattr(self, part.name), getattr(other, part.name)) for part in fields(self))

    def epoch(self, update: int) -> int:
        """Return the epoch, counted from 1, that update number `update` (from 1) belongs to."""
        return (update - 1) // self.updates_per_epoch + 1

    def with_theta(self, theta: Array) -> Scenario:
        """Return the same scenario with other parameters."""
        return replace(self, theta=frozen(theta))

    def entries(self, parameter: Parameter) -> slice:
        """Return where in theta a parameter is; a bias that its layer has in common is there for every unit."""
        if parameter.is_bias and self.has_one_bias_per_layer:
            layer = self.network.layers[parameter.layer]
            return slice(layer.bias_start, layer.stop)
        return slice(parameter.index, parameter.index + 1)

    def with_parameter(self, parameter: Parameter, value: float) -> Scenario:
        """Return the scenario with one number changed; a bias that its layer has in common changes for every unit."""
        theta = self.theta.copy()
        theta[self.entries(parameter)] = value
        return self.with_theta(theta)

    def renamed(self, names: Sequence[Sequence[str]]) -> Scenario:
        """Return the same scenario with other names of its units, given for every layer."""
        return replace(self, network=self.network.renamed(names))

    def with_data(self, data: Data) -> Scenario:
        """Return the same scenario with other data."""
        return replace(self, data=data)

    def with_learning_rate(self, value: float) -> Scenario:
        """Return the scenario with another learning rate."""
        return replace(self, optimizer=replace(self.optimizer, learning_rate=value))


def _same(one: object, other: object) -> bool:
    if isinstance(one, Data) and isinstance(other, Data):
        return one.same_as(other)
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return one == other
