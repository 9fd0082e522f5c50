"""Where the number of a line goes, in a sentence: the lines that use it next, or what it is afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.trace.formula.notation import Writing
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Step
from explainer.trace.lines.uses import later_uses
from explainer.trace.notations.naming import parameter_label, spoken_name

_MOST_NAMED = 3
"""Up to this many lines are told by number and name; more of them are counted."""
_GRADIENTS = frozenset({Quantity.GRADIENT, Quantity.BATCH_GRADIENT})
_ERRORS = frozenset({Quantity.SAMPLE_ERROR, Quantity.OBJECTIVE})


def used_next(known: Known, writing: Writing) -> str:
    """Return where the number of the line is used; nothing before the first line. While the result is hidden the
    sentence is without it."""
    step = known.step
    if step is None or step.is_closed:
        return ""
    number = "The result" if known.is_hidden else writing.show(known.value(step.symbol) or 0.0)
    ways = [*_in_this_update(known, step, writing), *_in_the_next(known, step, writing)]
    if ways:
        return f"{number} {', and '.join(ways)}."
    if step.symbol.quantity in _ERRORS:
        return f"No later line uses {_small(number)}: what comes back is how the error changes, not its size."
    return f"{number} is used in no later line of this update."


def _small(number: str) -> str:
    return number.replace("The", "the")


def _in_this_update(known: Known, step: Step, writing: Writing) -> Iterator[str]:
    uses = later_uses(known.trace, step.symbol)
    if not uses:
        return
    through = later_uses(known.trace, known.trace[uses[0]].symbol) if len(uses) == 1 else ()
    yield f"is used next in {_lines(known, uses, writing)}"
    if through:
        yield f"through it in {_lines(known, through, writing)}"


def _lines(known: Known, numbers: Sequence[int], writing: Writing) -> str:
    """Return lines by number, and in brackets what they make."""
    shown = numbers[: _MOST_NAMED if len(numbers) > _MOST_NAMED + 1 else len(numbers)]
    names = ", ".join(_made(known.trace[number], writing) for number in shown)
    if len(shown) < len(numbers):
        return f"{', '.join(map(str, shown))} ({names}) and {len(numbers) - len(shown):,} more"
    *first, last = map(str, shown)
    return f"{', '.join(first)} and {last} ({names})" if first else f"{last} ({names})"


def _made(step: Step, writing: Writing) -> str:
    """What a line makes; in short, which is its parameter, where that is a gradient."""
    if step.parameter is not None and step.symbol.quantity in _GRADIENTS:
        return parameter_label(step.scenario, step.parameter, writing.notation)
    return spoken_name(step.scenario, step.symbol, writing.notation)


def _in_the_next(known: Known, step: Step, writing: Writing) -> Iterator[str]:
    """What the optimizer keeps for the next update, and the parameters that it begins with."""
    symbol, update = step.symbol, known.update + 1
    if symbol.quantity is Quantity.NEW:
        label = parameter_label(step.scenario, step.scenario.network.parameter(symbol.parameter), writing.notation)
        yield f"is the {label} of update {update:,}"
    rule = step.scenario.optimizer.rule
    kept = {Quantity.MEMORY: rule.each_lines.keys() - set(rule.work), Quantity.SCALAR: rule.scalars.keys()}
    if symbol.name in kept.get(symbol.quantity, ()):
        yield f"is kept for update {update:,}"
