"""The plain sentence of each line: what is found out there, why it is calculated so, and what it means in this case."""

from __future__ import annotations

from explainer.trace.formula.notation import DIGITS, Notation
from explainer.trace.known.known import Known
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.operations import Operation
from explainer.trace.notations.naming import spoken_name
from explainer.trace.words.backward import BACKWARD
from explainer.trace.words.bug_words import CLOSED, carried_sentence, wrong_sentence
from explainer.trace.words.forward import FORWARD
from explainer.trace.words.losses import LOSS
from explainer.trace.words.optimizers import memory_sentence, scalar_sentence
from explainer.trace.words.speech import Sentences, Speech
from explainer.trace.words.updates import update_sentence


def sentence(known: Known, notation: Notation = Notation.WORKED, digits: int = DIGITS) -> str:
    """Return a few plain sentences about what the line finds out; what they name is named as in `notation`.

    They are about this case with these numbers. While the result is hidden they say only what is to be found out: the
    same whatever the numbers are. Before the first line there are none. Of a program with a bug they say where it is.
    """
    step = known.step
    if step is None:
        return ""
    if step.shown is BugShown.ASKED:
        return f"What makes {spoken_name(step.scenario, step.symbol, notation)}? The formula is hidden."
    if step.is_closed:
        return CLOSED
    if step.right is not None:
        return wrong_sentence(known, step, digits)
    carried = carried_sentence(known, step)
    said = _SENTENCES[step.place.operation](Speech(step, known, notation, is_astray=bool(carried)))
    return f"{said} {carried}" if carried else said


_SENTENCES: Sentences = {
    **FORWARD,
    **LOSS,
    **BACKWARD,
    Operation.SCALAR: scalar_sentence,
    Operation.MEMORY: memory_sentence,
    Operation.UPDATE: update_sentence,
}
