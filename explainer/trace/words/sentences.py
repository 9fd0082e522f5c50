"""The plain sentence of each line: what is found out there, why it is calculated so, and what it means in this case."""

from __future__ import annotations

from explainer.trace.formula.notation import Notation
from explainer.trace.known.known import Known
from explainer.trace.lines.operations import Operation
from explainer.trace.notations.naming import spoken_name
from explainer.trace.words.backward import BACKWARD
from explainer.trace.words.forward import FORWARD
from explainer.trace.words.losses import LOSS
from explainer.trace.words.optimizers import memory_sentence, scalar_sentence
from explainer.trace.words.speech import Sentences, Speech
from explainer.trace.words.updates import update_sentence


def sentence(known: Known, notation: Notation = Notation.WORKED) -> str:
    """Return a few plain sentences about what the line finds out; what they name is named as in `notation`.

    They are about this case with these numbers. While the result is hidden they say only what is to be found out: the
    same whatever the numbers are. Before the first line there are none.
    """
    step = known.step
    if step and step.is_closed and known.is_asked:
        return f"What makes {spoken_name(step.scenario, step.symbol, notation)}? The formula is hidden."
    return _SENTENCES[step.place.operation](Speech(step, known, notation)) if step else ""


_SENTENCES: Sentences = {
    **FORWARD,
    **LOSS,
    **BACKWARD,
    Operation.SCALAR: scalar_sentence,
    Operation.MEMORY: memory_sentence,
    Operation.UPDATE: update_sentence,
}
