"""A function that is typed, and its slope, as TeX and as text: f(x) = …, f′(x) = …; ∂E/∂out of a loss."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from explainer.functions.expression import Expression
from explainer.trace.formula.plain_text import write
from explainer.trace.typeset.pieces import Text, arrange
from explainer.trace.typeset.tex_line import latex


class FunctionLine(NamedTuple):
    """One equation, as TeX and as text."""

    tex: str
    text: str


def activation_lines(name: str, value: Expression, slope: Expression) -> tuple[FunctionLine, FunctionLine]:
    """Return an activation and its slope; the output in a slope is the function again: 1 − f(x)²."""
    shown = rf"\mathit{{{name.replace('_', chr(92) + '_')}}}" if len(name) > 1 else name
    tex, text = {"z": "x", "a": f"{shown}(x)"}, {"z": "x", "a": f"{name}(x)"}
    return (
        _line(f"{shown}(x)", f"{name}(x)", value, tex, text),
        _line(f"{shown}'(x)", f"{name}'(x)", slope, tex, text),
    )


def loss_lines(value: Expression, slope: Expression) -> tuple[FunctionLine, FunctionLine]:
    """Return the error of an output, and its slope by that."""
    tex, text = {"target": r"\mathit{target}", "a": r"\mathit{out}"}, {"target": "target", "a": "out"}
    return (
        _line("E", "E", value, tex, text),
        _line(r"\frac{\partial E}{\partial \mathit{out}}", "dE/dout", slope, tex, text),
    )


def _line(tex: str, text: str, rule: Expression, tex_of: Mapping[str, str], text_of: Mapping[str, str]) -> FunctionLine:
    formula = latex(arrange(rule, lambda letter: Text(tex_of[letter])))
    return FunctionLine(f"{tex} = {formula}", f"{text} = {write(rule, text_of.__getitem__)}")
