"""What is said of two runs, in a sentence or two."""

from __future__ import annotations

from explainer.engine.arrays import Array
from explainer.engine.run.parting import first_apart
from explainer.files.wording import counted
from explainer.state.comparison.apart_lines import ApartLines
from explainer.state.comparison.second_run import SecondRun
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known import Known
from explainer.trace.notations.naming import spoken_name

_NAMED = 3


def standing(second: SecondRun, apart: ApartLines, known: Known, writing: Writing) -> str:
    """Say which symbols of the update differ first, and from which update on the losses do."""
    if apart.pairs is None:
        return _why_no_lines(second)
    return f"{_lines(apart, known, writing)} {_losses(*second.losses)}".strip()


def _why_no_lines(second: SecondRun) -> str:
    run = second.run
    if run is None:
        return ""
    if run.stopped is not None:
        return f"The other run ends at its update {run.stopped:,}: its numbers are not finite there."
    return f"The other run is being trained: {counted(run.updates, 'update')} so far."


def _lines(apart: ApartLines, known: Known, writing: Writing) -> str:
    update = f"Update {known.update:,}"
    if not known.reached:
        return f"{update}: step on, and its lines are compared."
    if not apart.is_up_to_date:
        return f"{update}: lines are being compared."
    count, is_all = apart.compared, apart.compared == known.reached
    if not apart.count:
        which = f"the first {count:,}" if not is_all else "all" if known.is_complete else "so far all"
        return f"{update}: {which} lines are the same."
    firsts = apart.first(_NAMED)
    names = [spoken_name(known.scenario, pair.symbol, writing.notation) for pair in firsts]
    more = " …" if apart.count > len(names) else ""
    which = counted(count, "line") if is_all else f"the first {count:,} lines"
    first = f"apart first in {', '.join(names)}{more}, from line {firsts[0].number:,} on"
    return f"{update}: {first}; {apart.count:,} of {which}."


def _losses(here: Array, there: Array) -> str:
    if not min(len(here), len(there)):
        return ""
    first = first_apart(here, there)
    if first is None:
        return "The losses so far are the same."
    return "The losses are apart from the start." if first == 1 else f"The losses are apart from update {first:,} on."
