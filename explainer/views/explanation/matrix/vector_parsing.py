"""A vector that a person pastes becomes numbers here."""

from __future__ import annotations

import re

from explainer.views.controls.number_parsing import EntryError, as_typed, parse_number

_WRAPPED = re.compile(r"(?:np\.|numpy\.)?array\((.*)\)", re.DOTALL)
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+")


def parse_vector(text: str) -> list[float]:
    """Return the numbers in `text`: [1; 2; 3], np.array([1, 2, 3]), or one in each line. Raises EntryError with a
    sentence for the person."""
    inner = text.strip().removesuffix(";").strip()
    if wrapped := _WRAPPED.fullmatch(inner):
        inner = wrapped[1].strip()
    if inner.startswith("[") and inner.endswith("]"):
        inner = inner[1:-1].strip()
    if not inner:
        raise EntryError("There is no vector on the clipboard. Copy one such as [0.1; 0.2; 0.3].")
    return [_number(number, word) for number, word in enumerate(_BETWEEN.split(inner), start=1)]


def _number(number: int, word: str) -> float:
    try:
        return parse_number(word)
    except EntryError:
        raise EntryError(f"Number {number:,} of the vector, {as_typed(word)}, is not a number.") from None
