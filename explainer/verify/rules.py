"""What the rows of each operation look like, and where the numbers of their symbols come from, as tables."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from explainer.verify.errors import TraceError, WrongRow, shown
from explainer.verify.formulas import Formula, read_formula
from explainer.verify.rows import Shape


class Source(Enum):
    """Where the number of a symbol comes from."""

    ROW = auto()
    """A row before it, of the same update (and sample)."""
    NET = auto()
    """The same, but that row may also follow: a softmax looks at the net inputs of the other units too."""
    CONTRIBUTION = auto()
    """A row that is one term of a dot product, which the engine may have rounded only once."""
    RUNNING = auto()
    """The sum up to the sample before."""
    MEMORY = auto()
    """What the optimizer last made, in this update or the one before."""
    PARAMETER = auto()
    """The parameter as it is now: the last `w5+`, or what the scenario gave."""
    DATA = auto()
    """The data set: the same wherever its row of it is used."""
    MASK = auto()
    """The dice: the same for one sample of one update."""
    SETTING = auto()
    """The scenario: the same all through an update."""
    ITSELF = auto()
    """Given by a minimiser; no row makes it."""


class Kind(NamedTuple):
    """The rows of one operation: their phase, a pattern of the symbol they make, whether they are about one sample."""

    phase: str
    symbol: str
    of_sample: bool


_KINDS = {
    "net": Kind("forward", "net_{unit}", True),
    "out": Kind("forward", "out_{unit}", True),
    "error": Kind("loss", "E_{unit}", True),
    "sample_error": Kind("loss", "E_total", True),
    "error_sum": Kind("loss", "E_sum", True),
    "contribution": Kind("backward", r"dE_\w+/d(?:out|passed)_{unit}", True),
    "dE_dout": Kind("backward", "dE_total/d(?:out|passed)_{unit}", True),
    "dout_dnet": Kind("backward", "dout_{unit}/dnet_{unit}", True),
    "delta": Kind("backward", "delta_{unit}", True),
    "gradient": Kind("backward", "dE_total/d{parameter}", True),
    "gradient_sum": Kind("backward", "sum_{parameter}", True),
    "batch_error": Kind("loss", "E_batch", False),
    "unit_penalty": Kind("loss", "penalty_{unit}", False),
    "penalty": Kind("loss", "penalty", False),
    "objective": Kind("loss", "objective", False),
    "batch_gradient": Kind("backward", "dE_batch/d{parameter}", False),
    "update": Kind("update", r"{parameter}\+", False),
}
_DROPOUT = {
    "forward": Kind("forward", "passed_{unit}", True),
    "backward": Kind("backward", "dE_total/dout_{unit}", True),
}
_OPERATION_OF_OPTIMIZER = re.compile(r"[a-z][a-z0-9_]*")
_RUNNING = {"error_sum", "gradient_sum"}
_PENALTY_SETTINGS = {"l1", "l2", "m"}
_OF_UPDATE = {"momentum_now", "momentum_next", "momentum_product"}
_MADE = re.compile(r"d\w+/d\w+|(?:net|out|passed|delta|E|sum|penalty)_\w+|penalty|objective")


class Line(NamedTuple):
    """A row as it is in every update: its formula, and the source of each of its symbols."""

    formula: Formula
    sources: tuple[Source, ...]


def line_of(shape: Shape, number: int) -> Line:
    """Return what a row of this shape must follow; `number` is its line in the file.

    Raises TraceError when the formula cannot be read, WrongRow when its cells contradict each other.
    """
    try:
        formula = read_formula(shape.formula)
    except ValueError as error:
        raise TraceError(f"line {number}: the formula {shown(shape.formula)} cannot be read: {error}") from None
    _check_cells(shape)
    sources = tuple(_source(shape, symbol, index) for index, symbol in enumerate(formula.symbols))
    return Line(formula, sources)


def _check_cells(shape: Shape) -> None:
    phase, pattern, of_sample = _kind(shape)
    if shape.phase != phase:
        raise WrongRow(f"the phase of {shape.operation} is {phase}, not {shown(shape.phase)}")
    if not re.fullmatch(pattern.format(unit=re.escape(shape.unit), parameter=re.escape(shape.parameter)), shape.symbol):
        raise WrongRow("operation, unit and parameter are those of another symbol")
    if shape.of_sample != of_sample:
        raise WrongRow(f"a row of {shape.operation} has {'its' if of_sample else 'no'} sample")


def _kind(shape: Shape) -> Kind:
    if shape.operation in _KINDS:
        return _KINDS[shape.operation]
    if shape.operation == "dropout" and shape.phase in _DROPOUT:
        return _DROPOUT[shape.phase]
    if shape.phase == "update" and _OPERATION_OF_OPTIMIZER.fullmatch(shape.operation):
        return Kind("update", shape.operation + ("_{parameter}" if shape.parameter else ""), False)
    raise WrongRow(f"there is no operation {shown(shape.operation)} in the phase {shown(shape.phase)}")


def _source(shape: Shape, symbol: str, index: int) -> Source:
    if shape.phase == "update":
        return _source_in_update(shape, symbol)
    if _is_parameter(shape, symbol, index):
        return Source.PARAMETER
    if symbol == shape.symbol and shape.operation in _RUNNING:
        return Source.RUNNING
    if _is_data(shape, symbol, index):
        return Source.DATA
    if symbol.startswith("keep_"):
        return Source.MASK
    if shape.operation == "out" and symbol.startswith("net_") and symbol != f"net_{shape.unit}":
        return Source.NET
    if shape.operation == "dE_dout" and "/" in symbol:
        return Source.CONTRIBUTION
    return Source.ROW if shape.operation == "net" or _MADE.fullmatch(symbol) else Source.SETTING


def _source_in_update(shape: Shape, symbol: str) -> Source:
    if symbol == shape.symbol == shape.formula:
        return Source.ITSELF
    if symbol == shape.parameter:
        return Source.PARAMETER
    if _MADE.fullmatch(symbol):
        return Source.ROW
    of_parameter = shape.parameter and symbol.endswith(f"_{shape.parameter}")
    return Source.MEMORY if of_parameter or symbol in _OF_UPDATE else Source.SETTING


def _is_parameter(shape: Shape, symbol: str, index: int) -> bool:
    """A net input is written parameter*number + parameter*number + …"""
    if shape.operation == "net":
        return index % 2 == 0
    if shape.operation == "unit_penalty":
        return symbol not in _PENALTY_SETTINGS
    return bool(shape.parameter) and symbol == shape.parameter


def _is_data(shape: Shape, symbol: str, index: int) -> bool:
    """Layer 2 is fed with the inputs; the gradient of one unit's weight is its delta times the input."""
    if shape.operation == "net":
        return shape.layer == "2"
    if shape.operation == "gradient" and shape.unit and index:
        return shape.layer == "2"
    return shape.of_sample and symbol.startswith("target_")
