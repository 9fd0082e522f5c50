"""Texts of lessons with their numbers: {net_h1}, {update 2: E_total}, {1 - out_o1 | 3}."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.files.wording import quoted
from explainer.lessons.formula_signs import unknown_commands
from explainer.lessons.lesson import LessonError
from explainer.lessons.numbers.values import Values
from explainer.trace.formula.notation import show

MOST_DIGITS = 17
_WHOLE = 1e15
_PIECE = re.compile(r"(?P<formula>\$[^$\n]*\$)|(?P<brace>\{\{|\}\})|\{(?P<number>[^{}]*)\}|(?P<single>[{}$])")


def filled(text: str, values: Values, digits: int) -> str:
    """Return the text with its numbers, with so many significant digits where it does not say how many. Formulas
    between $ signs stay as they are: their braces are TeX. Raises LessonError with a sentence."""

    def written(found: re.Match[str]) -> str:
        if found["number"] is not None:
            return _written(found["number"], values, digits)
        return found[0][0] if found["brace"] else found[0]

    return _PIECE.sub(written, text)


def faults(text: str) -> Iterator[str]:
    """Go through what is wrong with the form of a text, in sentences."""
    if not text.strip():
        yield "the text is empty"
    singles = [found["single"] for found in _PIECE.finditer(text) if found["single"]]
    if "$" in singles:
        yield "a formula has a $ before it, but none behind it on the same line"
    if set(singles) & {"{", "}"}:
        yield "a brace without its other one; a number is written {net_h1}, and a brace itself {{"
    formulas = [found["formula"] for found in _PIECE.finditer(text) if found["formula"]]
    for command in (name for formula in formulas for name in unknown_commands(formula)):
        yield f"{command} cannot be in a formula of a card; write it without, or in words"
    if any(formula.count("{") != formula.count("}") for formula in formulas):
        yield "a formula has a brace without its other one"
    for sign in ("**", "`"):
        if _PIECE.sub("", text).count(sign) % 2:
            yield f"{sign} is there an odd number of times; what is set apart has one before and one behind it"


def written_number(value: float, digits: int) -> str:
    """Return a number as texts have it: a whole one as such, any other with so many significant digits."""
    if value == round(value) and abs(value) < _WHOLE:
        return f"{value:,.0f}".replace("-", "\N{MINUS SIGN}") if value else "0"
    return show(value, digits)


def _written(inside: str, values: Values, digits: int) -> str:
    expression, is_there, asked = inside.rpartition("|")
    if is_there and not (asked.strip().isdecimal() and 1 <= int(asked.strip()[:9]) <= MOST_DIGITS):
        raise LessonError(f"{quoted(inside)}: behind | is the number of digits, from 1 to {MOST_DIGITS}")
    value = values.number(expression if is_there else inside)
    return written_number(value, int(asked) if is_there else digits)
