"""How a page shortens long sums: their first and last terms, and for the others how many they are."""

from __future__ import annotations

from typing import NamedTuple

from explainer.functions.expression import Expression, Leaf, Sum, children, with_parts

MOST_TERMS = 9


class Folding(NamedTuple):
    """Of a sum of more than `most` terms the `first` and the `last` ones stay; `is_inside` if in fractions, too."""

    first: int = 5
    last: int = 2
    most: int = MOST_TERMS
    is_inside: bool = False


UNFOLDED = Folding(most=10**9)
FOLDINGS = (
    Folding(),
    *(Folding(first, last, first + last + 1, True) for first, last in ((5, 2), (3, 1), (2, 1), (1, 1))),
)
"""From the loosest to the tightest."""


class LeftOut(NamedTuple):
    """What a formula has in place of the terms that are left out."""

    terms: tuple[Expression, ...]


def folded(rule: Expression, folding: Folding) -> Expression:
    """Return a formula with its long sums shortened. All terms are in the trace file and in the line that is copied."""
    match rule:
        case Sum((only,)):
            return folded(only, folding)
        case Sum(terms) if len(terms) > folding.most:
            left_out = Leaf(LeftOut(terms[folding.first : -folding.last]))
            return Sum((*terms[: folding.first], left_out, *terms[-folding.last :]))
    if not folding.is_inside or isinstance(rule, Sum):
        return rule
    return with_parts(rule, [folded(part, folding) for part in children(rule)])


def words_for(left_out: LeftOut, together: str = "") -> str:
    """Return what is in the place of terms: how many they are and, where it is given, what they come to."""
    count = f"… {len(left_out.terms):,} more"
    return f"{count}, together {together}" if together else f"{count} …"
