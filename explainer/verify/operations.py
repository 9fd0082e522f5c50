"""What the rows of each operation look like, and where the numbers of their symbols come from, as tables."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from explainer.verify.errors import TraceError, WrongRow, shown
from explainer.verify.formula_forms import Claim, check_shape
from explainer.verify.formula_parser import ParsedFormula, read_formula
from explainer.verify.function_forms import ONCE, OPERATIONS, READ_BEFORE_MADE, SETTINGS
from explainer.verify.own_functions import OWN
from explainer.verify.rows import RowShape
from explainer.verify.state import Structure


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
    """What the optimizer made in the update before."""
    PARAMETER = auto()
    """The parameter as it is now: the last `w5+`, or what the scenario gave."""
    DATA = auto()
    """The data set: the same wherever its row of it is used."""
    MASK = auto()
    """The dice: the same for one sample of one update."""
    SETTING = auto()
    """The scenario: the same all through an update."""
    SAMPLES = auto()
    """How many samples the update has."""
    TIME = auto()
    """How many updates the optimizer has made, this one too."""
    ITSELF = auto()
    """Given by a minimiser; no row makes it."""


class RowKind(NamedTuple):
    """The rows of one operation: their phase, a pattern of the symbol they make, whether they are about one sample."""

    phase: str
    symbol: str
    of_sample: bool

    def cells(self, shape: RowShape) -> dict[str, bool]:
        """Tell which cells are filled. A contribution has its weight too; a bias in common has no unit."""
        parameter = "{parameter}" in self.symbol
        own = "{unit}" in self.symbol or (parameter and bool(shape.unit))
        return {
            "sample": self.of_sample,
            "layer": own or parameter,
            "unit": own,
            "parameter": parameter or shape.operation == "contribution",
        }


_KINDS = {
    "net": RowKind("forward", "net_{unit}", True),
    "out": RowKind("forward", "out_{unit}", True),
    "error": RowKind("loss", "E_{unit}", True),
    "sample_error": RowKind("loss", "E_total", True),
    "error_sum": RowKind("loss", "E_sum", True),
    "contribution": RowKind("backward", r"dE_\w+/d(?:(?:out|passed)_)?{unit}", True),
    "input_gradient": RowKind("backward", "dE_total/d{unit}", True),
    "dE_dout": RowKind("backward", "dE_total/d(?:out|passed)_{unit}", True),
    "dout_dnet": RowKind("backward", "dout_{unit}/dnet_{unit}", True),
    "delta": RowKind("backward", "delta_{unit}", True),
    "gradient": RowKind("backward", "dE_total/d{parameter}", True),
    "gradient_sum": RowKind("backward", "sum_{parameter}", True),
    "batch_error": RowKind("loss", "E_batch", False),
    "unit_penalty": RowKind("loss", "penalty_{unit}", False),
    "penalty": RowKind("loss", "penalty", False),
    "objective": RowKind("loss", "objective", False),
    "batch_gradient": RowKind("backward", "dE_batch/d{parameter}", False),
    "update": RowKind("update", r"{parameter}\+", False),
    **{name: RowKind("update", name if name in ONCE else name + "_{parameter}", False) for name in OPERATIONS},
}
_DROPOUT = {
    "forward": RowKind("forward", "passed_{unit}", True),
    "backward": RowKind("backward", "dE_total/dout_{unit}", True),
}
_LAYER = re.compile(r"[2-9]|[1-9][0-9]{1,5}")
_RUNNING = {"error_sum", "gradient_sum"}
_PENALTY_SETTINGS = {"l1", "l2", "m"}
_OF_BATCH = {"n": Source.SAMPLES, **dict.fromkeys((*_PENALTY_SETTINGS, "dropout"), Source.SETTING)}


class RuleLine(NamedTuple):
    """A row as it is in every update: its formula, the source of each of its symbols, what it says of the scenario."""

    formula: ParsedFormula
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]

    @property
    def is_own(self) -> bool:
        """Whether its formula is of a function that is not built in."""
        return any(claim.possible == {OWN} for claim in self.claims)


def line_of(shape: RowShape, number: int, network: Structure) -> RuleLine:
    """Return what a row of this shape must follow; `number` is its line in the file.

    Raises TraceError when the formula cannot be read, WrongRow when its cells contradict each other or the formula is
    not one of its operation.
    """
    try:
        formula = read_formula(shape.formula)
    except ValueError as error:
        raise TraceError(f"line {number}: the formula {shown(shape.formula)} cannot be read: {error}") from None
    _check_cells(shape)
    network.check_place(shape.layer, shape.unit, shape.parameter if shape.operation != "contribution" else "")
    claims = check_shape(shape, formula, network)
    sources = tuple(_source(shape, symbol, index) for index, symbol in enumerate(formula.symbols))
    return RuleLine(formula, sources, claims)


def _check_cells(shape: RowShape) -> None:
    kind = _kind(shape)
    if shape.phase != kind.phase:
        raise WrongRow(f"the phase of {shape.operation} is {kind.phase}, not {shown(shape.phase)}")
    names = {"unit": re.escape(shape.unit), "parameter": re.escape(shape.parameter)}
    if not re.fullmatch(kind.symbol.format(**names), shape.symbol):
        raise WrongRow("operation, unit and parameter are those of another symbol")
    for cell, filled in kind.cells(shape).items():
        if bool(shape.of_sample if cell == "sample" else getattr(shape, cell)) != filled:
            raise WrongRow(f"a row of {shape.operation} has {'its' if filled else 'no'} {cell}")
    is_of_inputs = shape.operation in ("contribution", "input_gradient") and shape.layer == "1"
    if shape.layer and not is_of_inputs and not _LAYER.fullmatch(shape.layer):
        raise WrongRow(f"layer {shown(shape.layer)} has no such rows: layers are whole numbers, and 2 is the first")


def _kind(shape: RowShape) -> RowKind:
    if shape.operation in _KINDS:
        return _KINDS[shape.operation]
    if shape.operation == "dropout" and shape.phase in _DROPOUT:
        return _DROPOUT[shape.phase]
    raise WrongRow(f"there is no operation {shown(shape.operation)} in the phase {shown(shape.phase)}")


def _source(shape: RowShape, symbol: str, index: int) -> Source:
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
    if shape.operation in ("dE_dout", "input_gradient") and "/" in symbol:
        return Source.CONTRIBUTION
    return _OF_BATCH.get(symbol, Source.ROW)


def _source_in_update(shape: RowShape, symbol: str) -> Source:
    if symbol == shape.symbol == shape.formula:
        return Source.ITSELF
    if symbol == shape.parameter:
        return Source.PARAMETER
    if symbol == "t":
        return Source.TIME
    if symbol in SETTINGS:
        return Source.SETTING
    memory = symbol.removesuffix(f"_{shape.parameter}")
    is_old = symbol == shape.symbol or (shape.operation, memory) in READ_BEFORE_MADE
    return Source.MEMORY if is_old else Source.ROW


def _is_parameter(shape: RowShape, symbol: str, index: int) -> bool:
    """A net input is written parameter*number + parameter*number + …"""
    if shape.operation == "net":
        return index % 2 == 0
    if shape.operation == "unit_penalty":
        return symbol not in _PENALTY_SETTINGS
    return bool(shape.parameter) and symbol == shape.parameter


def _is_data(shape: RowShape, symbol: str, index: int) -> bool:
    """Layer 2 is fed with the inputs; the gradient of one unit's weight is its delta times the input."""
    if shape.operation == "net":
        return shape.layer == "2"
    if shape.operation == "gradient" and shape.unit and index:
        return shape.layer == "2"
    return shape.of_sample and symbol.startswith("target_")
