"""Few cases instead of all: every value of one kind together with every value of each other kind."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any


def pairings(*kinds) -> list[tuple[Any, ...]]:
    """Return cases with one value of each kind, in which any two values of different kinds meet at least once.

    Of 17 names, 3 sizes and 3 zooms these are 51 cases in place of 153.
    """
    cases = {case: set(combinations(enumerate(case), 2)) for case in product(*(range(len(kind)) for kind in kinds))}
    left, chosen = set().union(*cases.values()), []
    while left:
        best = max(cases, key=lambda case: len(cases[case] & left))
        left -= cases[best]
        chosen.append(tuple(kind[place] for kind, place in zip(kinds, best, strict=True)))
    return chosen
