"""A step as a sentence to be heard: what it makes, from which numbers, what comes out, and where the step is."""

from __future__ import annotations

from explainer.functions.expression import Leaf, Sum
from explainer.trace.formula.notation import Notation, Writing
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.known_group import KnownGroup
from explainer.trace.known.terms import is_one_number, so_far, term_count, term_expressions
from explainer.trace.lines.trace import EQUALS, Step, relation
from explainer.trace.notations.naming import name_aloud
from explainer.trace.words.aloud import formula_aloud, number_aloud, text_aloud
from explainer.trace.words.groups.group_sentence import group_sentence, group_title

ASKED = "asked for"


def spoken_step(known: Known, writing: Writing) -> str:
    """Return the line and its place in the update in words, with the symbols and digits of `writing`.

    A result that is hidden is not told, nor are numbers that would be it.
    """
    step = known.step
    if step is None:
        return f"Before the first step of update {known.update:,}."
    name = name_aloud(step.scenario, step.symbol, writing.notation)
    verb = "equals" if relation(step, writing.notation) == EQUALS else "becomes"
    return f"{name} {verb} {_right_side(known, step, writing)}. {_wrong(step)}{_place(known, step)}"


def _wrong(step: Step) -> str:
    """Say that the formula is wrong, and which would be right."""
    bug = step.scenario.bug
    if bug is None or step.right is None:
        return ""
    right = formula_aloud(step.right, lambda symbol: name_aloud(step.scenario, symbol, Notation.WORKED))
    return f"Wrong: bug {bug.name.replace('_', ' ')}; right would be {right}. "


def _right_side(known: Known, step: Step, writing: Writing) -> str:
    def word(symbol: Symbol) -> str:
        return number_aloud(known.value(symbol), writing)

    if known.part is not None and known.tells_work:
        numbers = formula_aloud(Sum(term_expressions(step)[: known.part]), word)
        total = number_aloud(so_far(known), writing)
        return f"{numbers} and more; so far {total}, after {known.part} of {term_count(step)} terms"
    result = ASKED if known.is_asked else word(step.symbol)
    if step.rule == Leaf(step.symbol) or (known.is_hidden and is_one_number(step.rule)):
        return result
    numbers = formula_aloud(step.rule, word)
    return result if numbers == result else f"{numbers}: {result}"


def spoken_group(group: KnownGroup, writing: Writing) -> str:
    """Return what came out of the lines of a unit, a layer or a phase, and where the last of them is."""
    title, text = group_title(group).replace(" · ", ", "), group_sentence(group, writing)
    return f"{text_aloud(f'{title}: {text}')} Step {group.known.line:,} of {len(group.known.trace):,}"


def _place(known: Known, step: Step) -> str:
    parts = [f"Step {step.number:,} of {len(known.trace):,}", step.phase.value]
    if known.samples > 1 and step.place.sample >= 0:
        parts.append(f"sample {step.place.sample + 1:,} of {known.samples:,}")
    return ", ".join(parts)
