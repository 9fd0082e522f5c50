"""Text that a person types becomes a number here, and nowhere else."""

from __future__ import annotations

import math
import re

from explainer.engine.scenario.printed_number import read_typed

_WHOLE = re.compile(r"\s*(\d{1,19}|\d{1,3}([., ]\d{3}){1,6})\s*", re.ASCII)
_EXAMPLES = "Write a number such as 0.15, 0,15, -2 or 1/3."
_LONGEST = 1000
"""Letters that may be typed for a number; Python makes no whole number of some thousands."""
_SHOWN = 40


class EntryError(ValueError):
    """What was typed is not a number; the text says why."""


def parse_number(text: str) -> float:
    """Return the number in `text`, written with a point or a comma, in scientific form or as a fraction.

    Raises EntryError with a sentence for the person.
    """
    cleaned = re.sub(r"\s", "", text).replace("\N{MINUS SIGN}", "-")
    if not cleaned:
        raise EntryError(f"Nothing was typed. {_EXAMPLES}")
    if len(cleaned) > _LONGEST:
        raise EntryError(f"{as_typed(text)} is too long for a number. {_EXAMPLES}")
    try:
        return _finite(float(read_typed(cleaned).value), text)
    except ValueError:
        raise EntryError(f"{as_typed(text)} is not a number. {_EXAMPLES}") from None
    except ZeroDivisionError:
        raise EntryError(f"{as_typed(text)} divides by zero. {_EXAMPLES}") from None
    except OverflowError:
        return _finite(math.inf, text)


def whole_number(text: str) -> int | None:
    """Return the whole number in `text`, its thousands apart or not; None where it is none."""
    return int(re.sub(r"\D", "", text)) if _WHOLE.fullmatch(text) else None


def parse_whole(text: str) -> int:
    """Return the whole number in `text`. Raises EntryError with a sentence for the person."""
    number = whole_number(text)
    if number is None:
        raise EntryError(f"{as_typed(text)} is not a whole number. Write one such as 4 or 200.")
    return number


def as_typed(text: str) -> str:
    """Return what was typed as a message can begin with it: in quotes, only its start where it is long."""
    text = text.strip()
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN]}…”"


def _finite(value: float, text: str) -> float:
    if not math.isfinite(value):
        raise EntryError(f"{as_typed(text)} is too large to calculate with.")
    return value
