"""The three looks of what a page of lines is made of: the result, the operands, and the rest."""

from __future__ import annotations

from explainer.picture.pages.compositor import ColourOf, colour_of
from explainer.picture.palette import Colour, Mix, Role, of_phase
from explainer.trace.formula.symbols import Phase
from explainer.trace.known.known import Known

_PALE, _PALER, _FRAME, _GROUND = 0.25, 0.45, 0.88, 0.95

REST = Mix(Role.MUTED, Role.PANEL, _PALER, is_text=True)
"""What is neither the result of the line nor one of its operands."""


def result(phase: Phase) -> Colour:
    """Return the full colour of the phase."""
    return of_phase(phase)


def pale(phase: Phase, is_operand: bool) -> Colour:
    """Return the colour of what another line makes: paler where it is no operand of this line."""
    return Mix(of_phase(phase), Role.PANEL, _PALE if is_operand else _PALER, is_text=True)


def ground(phase: Phase) -> Colour:
    """Return the ground of the line."""
    return Mix(of_phase(phase), Role.PANEL, _GROUND)


def frame(phase: Phase) -> Colour:
    """Return the ground of the result."""
    return Mix(of_phase(phase), Role.PANEL, _FRAME)


def operands(known: Known) -> ColourOf:
    """Return the colours of a formula's symbols: each its own; what has no symbol is among the rest."""
    return lambda symbol: Role.MUTED if symbol is None else colour_of(known, symbol)
