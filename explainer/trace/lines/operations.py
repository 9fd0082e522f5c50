"""The kinds of line that a calculation has, and the phase that each belongs to."""

from __future__ import annotations

from enum import StrEnum

from explainer.trace.formula.symbols import Phase


class Operation(StrEnum):
    """The kinds of line, by their names in the trace file."""

    NET = "net"
    OUT = "out"
    DROPOUT = "dropout"
    ERROR = "error"
    SAMPLE_ERROR = "sample_error"
    ERROR_SUM = "error_sum"
    DE_DOUT = "dE_dout"
    DOUT_DNET = "dout_dnet"
    DELTA = "delta"
    GRADIENT = "gradient"
    GRADIENT_SUM = "gradient_sum"
    CONTRIBUTION = "contribution"
    INPUT_GRADIENT = "input_gradient"
    DROPOUT_BACK = "dropout on the way back"
    BATCH_ERROR = "batch_error"
    UNIT_PENALTY = "unit_penalty"
    PENALTY = "penalty"
    OBJECTIVE = "objective"
    BATCH_GRADIENT = "batch_gradient"
    SCALAR = "scalar"
    MEMORY = "memory"
    UPDATE = "update"


_LOSS = {
    Operation.ERROR,
    Operation.SAMPLE_ERROR,
    Operation.ERROR_SUM,
    Operation.BATCH_ERROR,
    Operation.UNIT_PENALTY,
    Operation.PENALTY,
    Operation.OBJECTIVE,
}


def phase_of(operation: Operation) -> Phase:
    """Return the phase that lines of this kind belong to."""
    if operation in (Operation.NET, Operation.OUT, Operation.DROPOUT):
        return Phase.FORWARD
    if operation in _LOSS:
        return Phase.LOSS
    return Phase.UPDATE if operation in (Operation.SCALAR, Operation.MEMORY, Operation.UPDATE) else Phase.BACKWARD
