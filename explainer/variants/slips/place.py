"""Where a slip happened: the symbols that its rule and the right one do not share."""

from __future__ import annotations

from collections import Counter

from explainer.functions.expression import symbols
from explainer.trace.formula.symbols import Symbol
from explainer.variants.slips.slip import Slip


def place_of(slip: Slip) -> frozenset[Symbol]:
    """Return what was left out, taken too often, or taken in the place of something else; what the sentence names
    where both rules are made of the same symbols."""
    right, made = Counter(symbols(slip.step.rule)), Counter(symbols(slip.rule))
    differ = frozenset((right - made) + (made - right))
    if differ:
        return differ
    named = frozenset(symbol for part in slip.about if not isinstance(part, str) for symbol in symbols(part))
    return named or frozenset(right)
