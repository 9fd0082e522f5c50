"""The key to read a check: the patterns that ratios can have, and what each of them says."""

from __future__ import annotations

from enum import Enum


class KeyRow(Enum):
    """A pattern of the ratio, and what is to blame."""

    FACTOR = (
        "the same number everywhere",
        "a factor of everything: 2 (½ forgotten), −1 (sign), n or 1/n (the mean over n samples)",
    )
    DELTA = (
        "constant along each row (receiving unit), in the top layer, and all layers below fail",
        "the delta of the outputs; 1/ratio is the factor that is missing",
    )
    WAY_BACK = (
        "constant along each row, only below the top",
        "the way back: weight, transpose, path, slope of a hidden unit, or the order of updates",
    )
    CARRIED = (
        "constant along each column (sending unit), and biases agree",
        "the number that the gradient multiplies delta by",
    )
    BIASES = (
        "only biases fail",
        "the rule for biases; or biases are penalised: then (a − n)/b is the same everywhere",
    )
    PENALTY = ("the data part agrees, the penalty part does not", "the slope of the penalty: its factor λ/m")
    NOT_RESET = ("passes in update 1, fails in update 2", "something is not set back between updates")
    AGREES = (
        "everything agrees",
        "no gradient. If nothing is learnt: the update, twins, rate or data, or a bug that does not show here",
    )

    @property
    def pattern(self) -> str:
        return self.value[0]

    @property
    def blame(self) -> str:
        return self.value[1]
