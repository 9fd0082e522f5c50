"""A whole line to be copied: symbol = formula = numbers = result, as text or as LaTeX."""

from __future__ import annotations

import re
from itertools import groupby

from explainer.functions.expression import Leaf
from explainer.trace.formula.notation import BOX, MINUS, YOURS_TOLD, Notation, Writing
from explainer.trace.formula.plain_text import write
from explainer.trace.known.known import Known
from explainer.trace.known.terms import is_one_number
from explainer.trace.lines.trace import EQUALS, Step, relation
from explainer.trace.notations.naming import spoken_name, symbol_name
from explainer.trace.typeset.pieces import (
    TIMES,
    Fraction,
    Operator,
    Pieces,
    Raised,
    Tex,
    Text,
    formula_pieces,
    number_pieces,
    right_pieces,
    short_form_pieces,
    symbol_pieces,
)
from explainer.trace.words.bug_words import beside

_SYMBOL = 9
"""The column of a row in which symbol, formula, substitution and value begin."""
_WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}")
_POWER_OF_TEN = re.compile("·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_SIGNS = {MINUS: "-", TIMES: r"\cdot", "←": r"\leftarrow"}
_KNOWN = {"exp", "log", "max", "min", "tanh"}
_BAR = r"\right|"


def line_text(known: Known, writing: Writing) -> str:
    """Return the line with all digits: as it is in a trace file, or in Unicode in the other notations. While the
    result is hidden it ends before that. Nothing before the first line."""
    step = known.step
    if step is None:
        return ""
    symbol, formula, *numbers = step.row()[_SYMBOL:]
    numbers = numbers[: _told(known, step)]
    notation = writing.notation
    if notation is not Notation.WORKED:
        scenario = step.scenario
        symbol = spoken_name(scenario, step.symbol, notation)
        formula = write(step.rule, lambda part: spoken_name(scenario, part, notation))
    name = symbol_name if notation is Notation.WORKED else spoken_name
    right = write(step.right, lambda part: name(step.scenario, part, notation)) if step.right is not None else ""
    whole = [f"{symbol} {relation(step, notation)} {formula}", *numbers]
    parts = [symbol, *numbers[-1:]] if step.is_closed else whole
    return " = ".join(parts) + _whose(known, step) + beside(step, right)


def line_tex(known: Known, writing: Writing) -> str:
    """Return the line as LaTeX for math mode, with the packages of the AMS; numbers as on screen. While the result is
    hidden it ends before that. Nothing before the first line."""
    step = known.step
    if step is None:
        return ""
    numbers = [latex(number_pieces(known, writing)), _number(writing.show(known.value(step.symbol)))]
    formulas = [latex(part) for part in (short_form_pieces(step, writing), formula_pieces(step, writing)) if part]
    is_chosen = step.rule == Leaf(step.symbol)
    parts = [*([] if is_chosen else formulas), *numbers[: _told(known, step)]]
    sign = relation(step, writing.notation)
    symbol = f"{latex(symbol_pieces(step, writing))} {_SIGNS.get(sign, sign)} "
    line = symbol + f" {EQUALS} ".join(part for part, _ in groupby(parts))
    whose = _whose(known, step)
    return line + (rf" \quad \text{{{whose.strip()}}}" if whose else "") + _right_beside(step, writing)


def _whose(known: Known, step: Step) -> str:
    """Return that the result, or what it is made of, is the person's own: what is copied leaves the window's sign."""
    if not known.has_own or known.is_hidden:
        return ""
    return YOURS_TOLD if known.is_own(step.symbol) else " (with your own numbers)"


def _right_beside(step: Step, writing: Writing) -> str:
    """Return the right formula, behind words, where the line has a wrong one."""
    if step.right is None or step.scenario.bug is None:
        return ""
    name = step.scenario.bug.name.replace("_", r"\_")
    return rf" \qquad \text{{wrong: bug {name}; right: }} {latex(right_pieces(step, writing))}"


def told_cells(known: Known) -> tuple[str, ...]:
    """Return symbol, formula, substitution and value of the line as a trace file has them; the last two only once the
    result is there."""
    return () if known.step is None else known.step.row()[_SYMBOL : _SYMBOL + (2 if known.is_hidden else 4)]


def _told(known: Known, step: Step) -> int:
    """How many of substitution and value may be shown: a single number in the place of a formula is the value."""
    return 2 if not known.is_hidden else 0 if is_one_number(step.rule) else 1


def latex(pieces: Pieces) -> str:
    """Return pieces as LaTeX for math mode."""
    return _Latex().write(pieces)


class _Latex:
    """Writes pieces one behind the other, and remembers what is to be closed."""

    def __init__(self) -> None:
        self._closing: list[str] = []

    def write(self, pieces: Pieces) -> str:
        return "".join(map(self._piece, pieces))

    def _piece(self, piece: object) -> str:
        match piece:
            case Text(text):
                return self._text(text)
            case Tex(tex):
                return _WORD.sub(r"\\mathit{\g<0>}", tex)
            case Operator(text):
                return f" {_SIGNS.get(text, text)} " if text else " "
            case Fraction(top, bottom):
                return rf"\frac{{{latex(top)}}}{{{latex(bottom)}}}"
            case Raised(inner):
                return f"^{{{latex(inner)}}}"
        raise TypeError(piece)

    def _text(self, text: str) -> str:
        if text.endswith("("):
            before, after = _opening(text[:-1])
            self._closing.append(after)
            return before
        if text == ")" or (text == "|" and self._closing[-1:] == [_BAR]):
            return self._closing.pop()
        if text == "|":
            self._closing.append(_BAR)
            return r"\left|"
        return _number(text)


def _opening(function: str) -> tuple[str, str]:
    """What begins and ends the argument of a function, or a parenthesis where there is none."""
    if function == "sqrt":
        return r"\sqrt{", "}"
    name = f"\\{function}" if function in _KNOWN else rf"\operatorname{{{function}}}" if function else ""
    return rf"{name}\left(", r"\right)"


def _number(text: str) -> str:
    powers = _POWER_OF_TEN.sub(lambda power: rf" \cdot 10^{{{power[1].translate(_DIGITS)}}}", text)
    return powers.replace(MINUS, "-").replace("∞", r"\infty").replace(BOX, r"\square")
