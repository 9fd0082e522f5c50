"""A formula, and the equal form of it for numbers that are too far out for the usual one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from explainer.functions.expression import Expression, Leaf, replaced
from explainer.functions.recorded import Array, Operations, Recorded, execute
from explainer.functions.written import Rule, letters_of, tree_of

FAR = 700.0
"""Numbers beyond this are too much for exp."""
_RESULT = ""


def whole_layer(rule: Expression) -> Expression:
    """Return a rule of one unit as that of all units of its layer at once: z stands for the net inputs of all."""
    return replaced(rule, lambda letter: Leaf("z" if letter == "nets" else letter))


@cache
def _recorded(rule: Rule) -> Recorded:
    return Recorded([(_RESULT, tree_of(rule))])


def into(out: Array, rule: Rule, *values: Array | float) -> Operations:
    """Give the operations that write what a rule makes of the values of its letters into `out`."""
    return _recorded(rule).on({**dict(zip(letters_of(rule), values, strict=True)), _RESULT: out})


@dataclass(frozen=True, eq=False)
class Formula:
    """A rule as it is usually written, and an equal one, `far`, that is written where `is_far` says so.

    What is calculated follows the same two, each where it is written; with `everywhere` the far one has all digits for
    near numbers too and is always calculated. Where the usual one comes out as 0 only because its numbers are far out,
    `underflows` is true: that is quicker to notice than far numbers.
    """

    usual: Rule
    far: Rule | None = None
    is_far: Rule | None = None
    everywhere: bool = False
    underflows: bool = False

    @cached_property
    def letters(self) -> frozenset[str]:
        """The letters that the formula may have in it."""
        return frozenset((*letters_of(self.usual), *(letters_of(self.far) if self.far else ())))

    @property
    def is_of_layer(self) -> bool:
        """Whether it looks at the net inputs of the whole layer."""
        return not self.letters.isdisjoint(("nets", "others"))

    @property
    def tree(self) -> Expression:
        return tree_of(self.usual)

    @property
    def far_tree(self) -> Expression:
        return tree_of(self.far) if self.far else self.tree

    @cached_property
    def calculated(self) -> Expression:
        """What is calculated for all units of a layer at once, whose net inputs are z."""
        return whole_layer(self.far_tree if self.everywhere else self.tree)

    @cached_property
    def _recorded(self) -> Recorded:
        return Recorded([(_RESULT, self.calculated)])

    def into(self, out: Array, **letters: Array) -> Operations:
        """Give the operations that write the value into `out`, shape (samples, units), like the letters."""
        yield from self._recorded.on({**letters, _RESULT: out})
        yield from self.mended(out, **letters)

    def mended(self, out: Array, **letters: Array) -> Operations:
        """Give the operation that writes far numbers anew into `out`, where the usual form was calculated."""
        if self.far is not None and not self.everywhere:
            yield self._mend_zeros if self.underflows else self._mend, (out, *self._picked(self.far, letters))

    def of(self, **letters: Array) -> Array:
        """Return the value, of the same shape as the letters."""
        out = np.zeros_like(next(iter(letters.values())))
        with np.errstate(all="ignore"):
            execute(self.into(out, **letters))
        return out

    def where_far(self, **letters: Array) -> Array:
        """Tell where the far form is to be written."""
        if self.is_far is None:
            return np.array(False)
        return np.asarray(self.is_far(*self._picked(self.is_far, letters)))

    def _picked(self, rule: Rule, letters: dict[str, Array]) -> list[Array]:
        return [letters["z" if letter == "nets" else letter] for letter in letters_of(rule)]

    def _mend(self, out: Array, *values: Array) -> None:
        assert self.is_far is not None, "a far form comes with its condition"
        self._write_far(self.is_far(*values), out, values)

    def _mend_zeros(self, out: Array, *values: Array) -> None:
        if np.count_nonzero(out) < out.size:
            self._write_far(out == 0, out, values)

    def _write_far(self, is_far: Array, out: Array, values: tuple[Array, ...]) -> None:
        if self.far is not None and np.count_nonzero(is_far):
            out[is_far] = self.far(*(value[is_far] for value in values))
