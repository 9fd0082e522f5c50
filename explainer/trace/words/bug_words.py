"""What is said of a program with a bug. Wherever it is shown one of these names stands, so it is never on unnoticed."""

from __future__ import annotations

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.expression import evaluate, symbols
from explainer.trace.formula.notation import DIGITS, show
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.trace import Step, Trace
from explainer.trace.lines.uses import line_that_made

SEQUENTIAL_SAID = "Layers are updated one after the other: blame comes back through weights already changed."
CLOSED = "What the program makes here. How is not told: it is closed, like a program of somebody else."


def bugs_of(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Return the ID of each bug that a scenario's program has, and what it does instead; the wrong order of updates
    is one of them."""
    named = ((scenario.bug.name, scenario.bug.said),) if scenario.bug else ()
    return (("sequential", SEQUENTIAL_SAID), *named) if scenario.is_sequential else named


def bug_sign(scenario: Scenario, shown: BugShown = BugShown.OPEN) -> str:
    """Return the sign of a program with a bug, nothing where it has none; where it is closed it names none."""
    bugs = bugs_of(scenario)
    if not bugs:
        return ""
    is_closed = shown is BugShown.CLOSED or (scenario.bug is not None and scenario.bug.is_secret)
    return "mystery bug" if is_closed else f"bug: {', '.join(name for name, _ in bugs)}"


def wrong_sentence(known: Known, step: Step, digits: int = DIGITS) -> str:
    """Say of a line with a wrong formula what is wrong, and what the right one would make of the same numbers."""
    bug = step.scenario.bug
    assert step.right is not None
    assert bug is not None
    text = f"This is the bug {bug.name}. {bug.said}"
    if known.is_hidden:
        return text
    try:
        right = evaluate(step.right, known.value)
    except ArithmeticError:
        return text
    if right == known.value(step.symbol):
        return f"{text} Here it makes no difference."
    return f"{text} The right formula makes {show(right, digits)} of the same numbers."


def beside(step: Step, right: str) -> str:
    """Return what is written behind a wrong formula in a row of text, with the right one; nothing behind others."""
    bug = step.scenario.bug
    return f" [wrong: bug {bug.name}; right: {right}]" if bug and step.right is not None else ""


def carried_sentence(known: Known, step: Step) -> str:
    """Say of a line whose formula is right that wrong numbers go into it; nothing where none do."""
    wrong = wrong_operand(known.trace, step)
    if wrong is None:
        return ""
    return f"The formula is right, but what goes into it has the bug of line {wrong:,} in it."


def wrong_operand(trace: Trace, step: Step) -> int | None:
    """Return the line from which an operand has a bug in it; None where all are as they should be.

    A bug does the same to all units of a layer, so of operands of one kind and layer one is looked at.
    """
    return _made_wrong(trace, step, {}) if trace.scenario.bug else None


def _made_wrong(trace: Trace, step: Step, seen: dict[int, int | None]) -> int | None:
    kinds: dict[object, Symbol] = {
        (symbol.quantity, symbol.layer, symbol.name): symbol for symbol in symbols(step.rule)
    }
    for symbol in kinds.values():
        number = line_that_made(trace, symbol)
        if number is None or number >= step.number:
            continue
        if number not in seen:
            seen[number] = None
            made = trace[number]
            seen[number] = number if made.right is not None else _made_wrong(trace, made, seen)
        if seen[number] is not None:
            return seen[number]
    return None
