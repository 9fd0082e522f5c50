"""A formula, and equal forms of it for numbers that are too far out for the usual one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np

from explainer.functions.expression import Expression, Leaf, replaced
from explainer.functions.recorded import Array, Operations, Recorded, execute
from explainer.functions.written import Rule, Value, letters_of, tree_of

FAR = 700.0
"""Numbers beyond this are too much for exp."""
_RESULT = ""
FIRST, SECOND = "first", "second"


def whole_layer(rule: Expression) -> Expression:
    """Return a rule of one unit as that of all units of its layer at once: z stands for the net inputs of all."""
    return replaced(rule, lambda letter: Leaf("z" if letter == "nets" else letter))


@cache
def _recorded(rule: Rule) -> Recorded:
    return Recorded([(_RESULT, tree_of(rule))])


def into(out: Array, rule: Rule, *values: Array | float) -> Operations:
    """Give the operations that write what a rule makes of the values of its letters into `out`."""
    return _recorded(rule).on({**dict(zip(letters_of(rule), values, strict=True)), _RESULT: out})


class Far(NamedTuple):
    """A rule that is equal to the usual one, and `where` it is written."""

    rule: Rule
    where: Rule


def together(first: Formula, second: Formula) -> Recorded:
    """Return two formulas as the lines `FIRST` and `SECOND`: what both have in common is worked out once."""
    return Recorded([(FIRST, first.calculated), (SECOND, second.calculated)])


class Beyond:
    """Where a number is farther out than a limit on one side of 0: above one that is positive, below a negative one."""

    def __init__(self, limit: float) -> None:
        self.limit = limit

    def __call__(self, z: Value) -> Value:
        return z > self.limit if self.limit > 0 else z < self.limit


@dataclass(frozen=True, eq=False)
class Formula:
    """A rule as it is usually written, and equal ones that are written where numbers are far out.

    What is calculated follows the same rules, each where it is written; with `everywhere` the far one has all digits
    for near numbers too and is always calculated. Where the usual one comes out as 0 only because its numbers are far
    out, `underflows` is true: that is quicker to notice than far numbers.
    """

    usual: Rule
    far: tuple[Far, ...] = ()
    everywhere: bool = False
    underflows: bool = False

    @cached_property
    def letters(self) -> frozenset[str]:
        """The letters that the formula may have in it."""
        return frozenset(chain(letters_of(self.usual), *(letters_of(far.rule) for far in self.far)))

    @property
    def is_of_layer(self) -> bool:
        """Whether it looks at the net inputs of the whole layer."""
        return not self.letters.isdisjoint(("nets", "others"))

    @property
    def tree(self) -> Expression:
        return tree_of(self.usual)

    @cached_property
    def calculated(self) -> Expression:
        """What is calculated for all units of a layer at once, whose net inputs are z."""
        return whole_layer(tree_of(self.far[0].rule) if self.everywhere else self.tree)

    @cached_property
    def _nearest(self) -> float:
        """How far out the first number is that needs another form; 0 where that does not follow from its size."""
        limits = [abs(far.where.limit) for far in self.far if isinstance(far.where, Beyond)]
        return min(limits) if limits and len(limits) == len(self.far) else 0.0

    @cached_property
    def _recorded(self) -> Recorded:
        return Recorded([(_RESULT, self.calculated)])

    def into(self, out: Array, **letters: Array) -> Operations:
        """Give the operations that write the value into `out`, shape (samples, units), like the letters."""
        yield from self._recorded.on({**letters, _RESULT: out})
        yield from self.mended(out, **letters)

    def mended(self, out: Array, **letters: Array) -> Operations:
        """Give the operations that write far numbers anew into `out`, where the usual form was calculated."""
        if self.everywhere:
            return
        if self._nearest and letters["z"].flags.c_contiguous:
            mends = [(far.rule, far.where, _picked(far.rule, letters)) for far in self.far]
            yield _mend_beyond, (out, letters["z"], letters["z"].reshape(-1), self._nearest**2, mends)
            return
        for far in self.far:
            values, place = _picked(far.rule, letters), _picked(far.where, letters)
            yield _mend_zeros if self.underflows else _mend, (out, far, place, values)

    def of(self, **letters: Array) -> Array:
        """Return the value, of the same shape as the letters."""
        out = np.zeros_like(next(iter(letters.values())))
        with np.errstate(all="ignore"):
            execute(self.into(out, **letters))
        return out

    def tree_at(self, sample: int, unit: int, **letters: Array) -> Expression:
        """Return the form that is written for one unit and sample; letters have the shape (samples, units)."""
        for far, where in zip(self.far, self._places(letters), strict=True):
            if np.broadcast_to(where, next(iter(letters.values())).shape)[sample, unit]:
                return tree_of(far.rule)
        return self.tree

    def is_usual(self, **letters: Array) -> bool:
        """Tell whether the usual form is written for all these numbers."""
        return not any(np.any(where) for where in self._places(letters))

    def _places(self, letters: dict[str, Array]) -> list[Array]:
        return [np.asarray(far.where(*_picked(far.where, letters))) for far in self.far]


def _picked(rule: Rule, letters: dict[str, Array]) -> list[Array]:
    return [letters["z" if letter == "nets" else letter] for letter in letters_of(rule)]


def _mend(out: Array, far: Far, place: list[Array], values: list[Array]) -> None:
    where = far.where(*place)
    if np.count_nonzero(where):
        out[where] = far.rule(*(value[where] for value in values))


def _mend_beyond(
    out: Array, z: Array, flat: Array, squared: float, mends: list[tuple[Rule, Rule, list[Array]]]
) -> None:
    """Most of the time no number is far out, which the sum of their squares tells quickest."""
    if not flat.dot(flat) <= squared:
        for rule, is_far, values in mends:
            where = is_far(z)
            if np.count_nonzero(where):
                out[where] = rule(*(value[where] for value in values))


def _mend_zeros(out: Array, far: Far, place: list[Array], values: list[Array]) -> None:
    if np.count_nonzero(out) < out.size:
        where = out == 0
        out[where] = far.rule(*(value[where] for value in values))
