"""Weight decay: penalties on large weights and their slopes, and the table of them. Biases are never penalised.

In a rule, rate is the scenario's setting of the penalty's name, m the number of samples in the training data, w one
weight and weights all those into a unit.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explainer.functions.expression import Expression, Leaf, replaced
from explainer.functions.written import Rule, Value, total, tree_of


def l2(rate: Value, m: Value, weights: Value) -> Value:
    return rate / (2 * m) * total(weights**2)


def l2_slope(rate: Value, m: Value, w: Value) -> Value:
    return rate / m * w


def l1(rate: Value, m: Value, weights: Value) -> Value:
    return rate / m * total(abs(weights))


def l1_slope(rate: Value, m: Value, w: Value) -> Value:
    """The slope of |w| at 0 is 0."""
    return rate / m * np.sign(w)


class Penalty(NamedTuple):
    """One penalty: its name in scenario files, what the weights into a unit cost, and the slope by one of them."""

    name: str
    cost: Rule
    slope: Rule

    @property
    def cost_tree(self) -> Expression:
        """The cost with the penalty's own name for its rate."""
        return self._named(self.cost)

    @property
    def slope_tree(self) -> Expression:
        """The slope with the penalty's own name for its rate."""
        return self._named(self.slope)

    def _named(self, rule: Rule) -> Expression:
        return replaced(tree_of(rule), lambda letter: Leaf(self.name if letter == "rate" else letter))


PENALTIES = (Penalty("l2", l2, l2_slope), Penalty("l1", l1, l1_slope))
"""In the order in which they are added."""
