"""A vector that a person pastes becomes numbers here."""

from __future__ import annotations

import re

from explainer.views.controls.number_parsing import EntryError, as_typed, parse_number

_WRAPPED = re.compile(r"(?:np\.|numpy\.)?array\((.*)\)", re.DOTALL)
_NAMED = re.compile(r"[A-Za-z_]\w*\s*=\s*(.*)", re.DOTALL)
_SCALED = re.compile(r"(.*[\])])'?\s*(?:([*/])\s*([^\s*/]+))?", re.DOTALL)
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+")


def parse_vector(text: str) -> list[float]:
    """Return the numbers in `text`: [1; 2; 3], np.array([1, 2, 3]), theta = [10 20 30]/10, or one in each line. Raises
    EntryError with a sentence for the person."""
    inner = text.strip().removesuffix(";").strip()
    if named := _NAMED.fullmatch(inner):
        inner = named[1]
    factor = 1.0
    if scaled := _SCALED.fullmatch(inner):
        inner, factor = scaled[1], _factor(scaled[2], scaled[3])
    if wrapped := _WRAPPED.fullmatch(inner):
        inner = wrapped[1].strip()
    if inner[:1] + inner[-1:] in ("[]", "()"):
        inner = inner[1:-1].strip()
    if not inner:
        raise EntryError("There is no vector on the clipboard. Copy one such as [0.1; 0.2; 0.3].")
    return [_number(number, word) / factor for number, word in enumerate(_BETWEEN.split(inner), start=1)]


def _factor(sign: str | None, word: str | None) -> float:
    """Return what all numbers are divided by."""
    if not sign or not word:
        return 1.0
    try:
        factor = parse_number(word)
    except EntryError:
        raise EntryError(f"{as_typed(word)} is not a number.") from None
    if not factor:
        raise EntryError("A vector cannot be multiplied with 0, or divided by it.")
    return factor if sign == "/" else 1 / factor


def _number(number: int, word: str) -> float:
    try:
        return parse_number(word)
    except EntryError:
        raise EntryError(f"Number {number:,} of the vector, {as_typed(word)}, is not a number.") from None
