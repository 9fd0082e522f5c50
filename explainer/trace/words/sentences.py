"""The plain sentence of each line: what is found out there, why it is calculated so, and what it means in this case."""

from __future__ import annotations

from collections.abc import Callable

from explainer.trace.formula.notation import Notation
from explainer.trace.known.known import Known
from explainer.trace.lines.operations import Operation
from explainer.trace.words.backward import (
    batch_gradient_sentence,
    blame_sentence,
    contribution_sentence,
    delta_sentence,
    gradient_sentence,
    gradient_sum_sentence,
)
from explainer.trace.words.forward import (
    dropout_back_sentence,
    dropout_sentence,
    net_sentence,
    out_sentence,
    slope_sentence,
)
from explainer.trace.words.losses import (
    batch_error_sentence,
    error_sentence,
    error_sum_sentence,
    objective_sentence,
    penalty_sentence,
    sample_error_sentence,
    unit_penalty_sentence,
)
from explainer.trace.words.optimizers import memory_sentence, scalar_sentence
from explainer.trace.words.speech import Speech
from explainer.trace.words.updates import update_sentence


def sentence(known: Known, notation: Notation = Notation.WORKED) -> str:
    """Return a few plain sentences about what the line finds out; what they name is named as in `notation`.

    They are about this case with these numbers. While the result is hidden they say only what is to be found out: the
    same whatever the numbers are. Before the first line there are none.
    """
    step = known.step
    return _SENTENCES[step.place.operation](Speech(step, known, notation)) if step else ""


_SENTENCES: dict[Operation, Callable[[Speech], str]] = {
    Operation.NET: net_sentence,
    Operation.OUT: out_sentence,
    Operation.DROPOUT: dropout_sentence,
    Operation.ERROR: error_sentence,
    Operation.SAMPLE_ERROR: sample_error_sentence,
    Operation.ERROR_SUM: error_sum_sentence,
    Operation.DE_DOUT: blame_sentence,
    Operation.DOUT_DNET: slope_sentence,
    Operation.DELTA: delta_sentence,
    Operation.CONTRIBUTION: contribution_sentence,
    Operation.GRADIENT: gradient_sentence,
    Operation.GRADIENT_SUM: gradient_sum_sentence,
    Operation.BATCH_ERROR: batch_error_sentence,
    Operation.UNIT_PENALTY: unit_penalty_sentence,
    Operation.PENALTY: penalty_sentence,
    Operation.OBJECTIVE: objective_sentence,
    Operation.BATCH_GRADIENT: batch_gradient_sentence,
    Operation.DROPOUT_BACK: dropout_back_sentence,
    Operation.SCALAR: scalar_sentence,
    Operation.MEMORY: memory_sentence,
    Operation.UPDATE: update_sentence,
}
