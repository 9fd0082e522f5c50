"""Lines of a chain as text and as pieces to be set: a slope that is still to be worked out has a ′ behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.expression import Call, Expression, Leaf
from explainer.functions.own.rules import SLOPE
from explainer.trace.derived.chains import PARTIAL
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.plain_text import PaperWriter
from explainer.trace.formula.writing import BUILT_UP, Precedence
from explainer.trace.notations.naming import spoken_name
from explainer.trace.typeset.folding import Folding, LeftOut, folded, words_for
from explainer.trace.typeset.pieces import Fraction, Pieces, PieceWriter, Text, piece_of

_FEW = Folding(2, 1, 4, is_inside=True)
"""How long a sum may be on a line of a derivation, which has several."""
PRIME, ROUND = "\N{PRIME}", "\N{PARTIAL DIFFERENTIAL}"


def chain_text(rule: Expression, scenario: Scenario, notation: Notation) -> str:
    """Return a line of a chain in a row of signs."""

    def word(symbol: Any) -> str:
        return words_for(symbol) if isinstance(symbol, LeftOut) else spoken_name(scenario, symbol, notation)

    return _ChainText(word).write(folded(rule, _FEW))


def chain_pieces(rule: Expression, scenario: Scenario, notation: Notation) -> Pieces:
    """Return a line of a chain as pieces."""
    return _ChainPieces(lambda symbol: piece_of(scenario, symbol, notation)).write(folded(rule, _FEW))


class _ChainText(PaperWriter):
    def call(self, rule: Call, arguments: Sequence[str]) -> str:
        match rule:
            case Call(function, (of,)) if function == SLOPE:
                return f"{arguments[0]}{PRIME}" if isinstance(of, Leaf) else f"({arguments[0]}){PRIME}"
            case Call(function) if function == PARTIAL:
                return f"{ROUND}{arguments[0]}/{ROUND}{arguments[1]}"
            case _:
                return super().call(rule, arguments)


class _ChainPieces(PieceWriter):
    def precedence(self, rule: Expression) -> Precedence:
        return BUILT_UP[Call] if _is(rule, PARTIAL) or _is(rule, SLOPE) else super().precedence(rule)

    def call(self, rule: Call, arguments: Sequence[Pieces]) -> Pieces:
        if rule.function == SLOPE:
            inner = arguments[0] if isinstance(rule.arguments[0], Leaf) else self.in_parentheses(arguments[0], rule)
            return (*inner, Text(PRIME))
        if rule.function == PARTIAL:
            top, bottom = arguments
            return (Fraction((Text(ROUND), *top), (Text(ROUND), *bottom)),)
        return super().call(rule, arguments)


def _is(rule: Expression, function: str) -> bool:
    return isinstance(rule, Call) and rule.function == function
