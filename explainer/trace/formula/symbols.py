"""Symbols: what a formula is made of. A symbol names a quantity of an element; it carries no number."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from explainer.functions.expression import Leaf


class Phase(StrEnum):
    """The four parts of an update."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"


class Quantity(StrEnum):
    """What a symbol stands for. OUT of layer 0 is an input; WEIGHT is any parameter before the update.

    MEMORY is what an optimizer computes for each parameter, SCALAR what it computes once.
    """

    OUT = "out"
    KEEP = "keep"
    PASSED = "passed on"
    NET = "net"
    WEIGHT = "weight"
    BACKWARD_WEIGHT = "weight in the backward pass"
    NEW = "new weight"
    TARGET = "target"
    ERROR = "error"
    SAMPLE_ERROR = "sample error"
    ERROR_SUM = "error sum"
    BLAME = "dE/dout"
    BLAME_PASSED = "dE/dpassed"
    SLOPE = "dout/dnet"
    DELTA = "delta"
    CONTRIBUTION = "contribution"
    GRADIENT = "gradient"
    GRADIENT_SUM = "gradient sum"
    BATCH_ERROR = "batch error"
    UNIT_PENALTY = "unit penalty"
    PENALTY = "penalty"
    OBJECTIVE = "objective"
    BATCH_GRADIENT = "batch gradient"
    MEMORY_BEFORE = "memory before"
    MEMORY = "memory"
    SCALAR_BEFORE = "scalar before"
    SCALAR = "scalar"
    COUNT = "updates of the optimizer"
    LEARNING_RATE = "learning rate"
    OPTION = "option"
    BATCH_SIZE = "batch size"
    DATA_SIZE = "data size"
    L1 = "l1"
    L2 = "l2"
    DROPOUT = "dropout"


SUMS = frozenset({Quantity.ERROR_SUM, Quantity.GRADIENT_SUM})
"""What is added up sample by sample: with the last one it is that of the whole batch."""


class Symbol(NamedTuple):
    """A quantity of an element. `sample` counts within the batch, `layer`, `unit` and `above` within the network,
    `parameter` within theta, all from 0; what does not apply is -1. `name` tells which memory or option is meant.
    """

    quantity: Quantity
    sample: int = -1
    layer: int = -1
    unit: int = -1
    above: int = -1
    parameter: int = -1
    name: str = ""


def key_of(symbol: Symbol) -> Symbol:
    """A contribution is one number, whether its weight is named or not."""
    return symbol._replace(parameter=-1) if symbol.quantity is Quantity.CONTRIBUTION else symbol


def leaf(*fields: object, **named: object) -> Leaf:
    """Return a leaf with the symbol of these fields."""
    return Leaf(Symbol(*fields, **named))  # type: ignore[arg-type]
