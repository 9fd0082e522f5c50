"""One line of the program: its text, the steps of the trace that it stands for, and what it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.network import Layer, Network, layer_name
from explainer.trace.formula.symbols import Phase, Quantity
from explainer.trace.lines.operations import Operation, phase_of
from explainer.trace.lines.plan import Place

INDENT = "    "
LEFT_OUT = "np.array(…)"
"""What stands for an array whose numbers are shown beside the line."""
LEFT_OUT_NUMBER = "…"
"""What stands for a single number of that kind."""


class LineKey(NamedTuple):
    """The steps of one kind and layer, those of weights and those of biases apart; what does not apply is -1."""

    operation: Operation
    layer: int = -1
    name: str = ""
    bias: bool = False


class Variable(NamedTuple):
    """An array that a line makes: what its entries are, and the steps that make them.

    `shape` is () of a single number. Entries of a parameter's array are in theta from `start` on; `start` is -1 of
    other arrays, which have an entry for each unit of `layer`. Without `key` it is given from the start.
    """

    quantity: Quantity
    key: LineKey | None = None
    shape: tuple[int, ...] = ()
    layer: int = -1
    start: int = -1
    name: str = ""

    def place(self, key: LineKey, entry: int, sample: int) -> Place:
        """Return the step of kind `key` about an entry, counted in rows, for a sample of the batch; of several steps
        about it the first."""
        parameter = self.start + entry if self.start >= 0 else -1
        unit = entry if self.start < 0 and self.shape else -1
        return Place(key.operation, key.layer, key.name, sample, unit, above=0, parameter=parameter)


@dataclass(frozen=True, eq=False)
class CodeLine:
    """A line of the program, with its comment.

    `steps` are the kinds of step that it stands for and `makes` the arrays that it assigns. `numbers` is an array that
    is written out where the program is run, and left out where it is read; `is_given` when it is there from the start.
    One that `is_wrong` is written otherwise by a bug, and one of `is_zeros` begins sums.
    The line of a loop has the first step of its body in `loops`, or in `turns` that of each turn and what is told of
    it. With `is_turned` it makes one of the arrays at a time, in this order.
    """

    code: str
    comment: str = ""
    indent: int = 0
    steps: tuple[LineKey, ...] = ()
    makes: tuple[Variable, ...] = ()
    numbers: Array | None = None
    is_given: bool = False
    loops: LineKey | None = None
    turns: tuple[tuple[LineKey, str], ...] = ()
    is_turned: bool = False
    is_zeros: bool = False
    is_wrong: bool = False

    @property
    def text(self) -> str:
        """The line as it is read, without its comment."""
        return INDENT * self.indent + self.code

    @property
    def phase(self) -> Phase | None:
        """The phase of its steps, or None where it has none."""
        return phase_of(self.steps[0].operation) if self.steps else None

    @property
    def source(self) -> str:
        """The line as it runs, comment and all."""
        code = self.code
        if self.numbers is not None:
            code = code.replace(LEFT_OUT if self.numbers.ndim else LEFT_OUT_NUMBER, literal(self.numbers))
        parts = (code, f"# {self.comment}" if self.comment else "")
        return INDENT * self.indent + "  ".join(part for part in parts if part)


class ParameterArray(NamedTuple):
    """The weights or the biases of a layer as an array: `name` is W_h, b_h …, after the layer."""

    name: str
    layer: int
    start: int
    shape: tuple[int, ...]

    @property
    def is_bias(self) -> bool:
        return len(self.shape) < 2

    def key(self, operation: Operation, name: str = "") -> LineKey:
        return LineKey(operation, self.layer, name, self.is_bias)

    def makes(self, quantity: Quantity, operation: Operation, name: str = "") -> Variable:
        return Variable(quantity, self.key(operation, name), self.shape, self.layer, self.start, name)

    def of(self, theta: Array) -> Array:
        """Return the block of a vector as long as theta, in its shape."""
        return theta[self.start : self.start + prod(self.shape)].reshape(self.shape)


def blocks_of(network: Network, index: int) -> tuple[ParameterArray, ...]:
    """Return the weights and the biases of a layer, as far as it has any; a shared bias is a single number."""
    layer: Layer = network.layers[index]
    name = layer_name(index, len(network.layers))
    shape: Sequence[int] = () if network.biases == "shared" else (layer.units,)
    weights = ParameterArray(f"W_{name}", index, layer.start, (layer.units, layer.sources))
    biases = ParameterArray(f"b_{name}", index, layer.bias_start, tuple(shape))
    return (weights, biases) if network.has_biases else (weights,)


def blocks_with_gradients(network: Network, index: int) -> tuple[ParameterArray, ...]:
    """Return those that have gradients."""
    return blocks_of(network, index) if network.trains_biases else blocks_of(network, index)[:1]


def trained_entries(network: Network, block: ParameterArray) -> list[int]:
    """Return the indices in theta of what training changes of an array of parameters."""
    stop = block.start + prod(block.shape)
    return [index for index in network.trained(network.layers[block.layer]) if block.start <= index < stop]


def trained_blocks(network: Network, index: int) -> tuple[ParameterArray, ...]:
    """Return those that training changes, or a part of them."""
    return tuple(block for block in blocks_with_gradients(network, index) if trained_entries(network, block))


def mask_name(network: Network, block: ParameterArray) -> str:
    """Return the name of an array that is 1 where the block is trained and 0 where it is frozen; nothing where all of
    it is trained."""
    return f"free_{block.name}" if len(trained_entries(network, block)) < prod(block.shape) else ""


def literal(values: Array | float) -> str:
    """Return Python code for the array, or for a single number."""
    array = np.asarray(values)
    numbers = repr(array.tolist()).replace("nan", "np.nan")
    return f"np.array({numbers})" if array.ndim else numbers
