"""What is said of printed figures beside our numbers."""

from __future__ import annotations

from explainer.engine.scenario.printed_figure import PrintedFigure
from explainer.files.wording import counted
from explainer.trace.formula.notation import MINUS
from explainer.trace.known.known import Known
from explainer.variants.printed.comparison import Compared
from explainer.variants.printed.figures_of_line import figures_of_line

EDITED = (
    "Numbers or settings have been changed since the scenario was opened, so what is printed is not about them. Undo"
    " the change, or open the scenario again, to compare."
)
PRINTED = "Printed"
"""The title of the tab that says more."""
AGREES, DIFFERS = "✓", "≠"


def mark(found: Compared) -> str:
    """Return a sign for whether a figure agrees."""
    return AGREES if found.agrees else DIFFERS


def told(found: Compared, explanation: str) -> str:
    """Return in a sentence whether a figure agrees, and if not, what is known of that."""
    if found.off_by is None:
        return "The numbers stop being finite before this one."
    if found.agrees:
        return f"Ours rounds to what is printed, equal to {counted(found.figure.number.digits, 'digit')}."
    known = "This is known to be a slip. " if found.figure.wrong else ""
    return f"Off by {found.off_by:,} in the last printed digit. {known}{explanation}".rstrip()


def printed_number(figure: PrintedFigure) -> str:
    """Return what is printed, with the minus of the screen."""
    return figure.printed.replace("-", MINUS)


def printed_words(known: Known, *, is_short: bool = False) -> str:
    """Return what is printed of the number of the line; nothing where nothing is, or while the number is hidden."""
    step = known.step
    if step is None or known.has_own or not known.is_known(step.symbol):
        return ""
    value = known.value(step.symbol)
    return "\n".join(_of_figure(figure, value, is_short) for figure in figures_of_line(step))


def _of_figure(figure: PrintedFigure, value: float, is_short: bool) -> str:
    printed = f"Printed {printed_number(figure)}{_factor(figure.factor)}"
    if figure.number.agrees_with(value, figure.factor):
        return f"{AGREES} {printed}: equal to {counted(figure.number.digits, 'digit')}."
    why = f"The tab {PRINTED} says more." if is_short or not figure.note else figure.note
    return f"{DIFFERS} {printed}: differs. {why}"


def _factor(factor: float) -> str:
    if factor == 1:
        return ""
    return ", with the other sign" if factor == -1 else f", {factor:g} times this"
