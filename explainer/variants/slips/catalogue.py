"""The catalogue: which slips each kind of line can have. A new kind of slip is a new entry in one of its tables."""

from __future__ import annotations

from itertools import chain

from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step
from explainer.variants.slips.activation import OUT, SLOPE
from explainer.variants.slips.anywhere import ANYWHERE
from explainer.variants.slips.as_books_write import forms_of
from explainer.variants.slips.contribution import BLAME, CONTRIBUTION
from explainer.variants.slips.delta import DELTA
from explainer.variants.slips.gradient import GRADIENT
from explainer.variants.slips.loss import ERROR, ERROR_SLOPE, MEAN, PENALTY, RUNNING_SUM, SUM
from explainer.variants.slips.slip import Kind, Slip, slips_made
from explainer.variants.slips.update import BATCH_GRADIENT, MEMORY, UPDATE
from explainer.variants.slips.weighted_sum import NET

SLIPS: dict[Operation, tuple[Kind, ...]] = {
    Operation.NET: NET,
    Operation.OUT: OUT,
    Operation.DROPOUT: ANYWHERE,
    Operation.ERROR: ERROR,
    Operation.SAMPLE_ERROR: SUM,
    Operation.ERROR_SUM: RUNNING_SUM,
    Operation.DE_DOUT: BLAME,
    Operation.DROPOUT_BACK: ANYWHERE,
    Operation.DOUT_DNET: SLOPE,
    Operation.DELTA: DELTA,
    Operation.CONTRIBUTION: CONTRIBUTION,
    Operation.INPUT_GRADIENT: SUM,
    Operation.GRADIENT: GRADIENT,
    Operation.GRADIENT_SUM: RUNNING_SUM,
    Operation.BATCH_ERROR: MEAN,
    Operation.UNIT_PENALTY: PENALTY,
    Operation.PENALTY: SUM,
    Operation.OBJECTIVE: ANYWHERE,
    Operation.BATCH_GRADIENT: BATCH_GRADIENT,
    Operation.SCALAR: MEMORY,
    Operation.MEMORY: MEMORY,
    Operation.UPDATE: UPDATE,
}


def slips_of(step: Step) -> tuple[Slip, ...]:
    """Return the slips that can be made at a line, the most usual first; of the same rule only one. A rule may come
    to the line's own number nevertheless. Where the formula is hidden there are none."""
    if step.is_closed:
        return ()
    begins_back = step.place.operation is Operation.DE_DOUT and step.is_output
    kinds = ERROR_SLOPE if begins_back else SLIPS[step.place.operation]
    forms = forms_of(step)
    if len(forms) == 1:
        return tuple(slips_made(kinds, step))
    of_rule = {slip.rule: slip for slip in chain.from_iterable(slips_made(kinds, form) for form in reversed(forms))}
    return tuple(slip for rule, slip in of_rule.items() if all(rule != form.rule for form in forms))
