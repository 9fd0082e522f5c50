"""Which parameters the updates of a trace change, and whether one breaks off before all are.

A frozen parameter has a gradient and no update row, in any update; the first update tells which these are. Of a file
that has no other, it cannot be told whether the last rows are missing or were never there.
"""

from __future__ import annotations

from explainer.verify.errors import WrongRow
from explainer.verify.rows import RowShape
from explainer.verify.state import Structure, Update

_FEW = 3


class Changes:
    """What the updates so far have changed of a network, and so what the next has to."""

    def __init__(self, network: Structure) -> None:
        self._network = network
        self._frozen: frozenset[str] | None = None
        """The parameters that no update has changed, once there is one."""

    def check(self, update: Update) -> None:
        """Raise WrongRow where the update has changed what is frozen."""
        for parameter in sorted(self._frozen or ()):
            if update.makes(f"{parameter}+"):
                raise WrongRow(f"this update has changed {parameter}, which no update before it did")

    def check_whole(self, update: Update) -> None:
        """Raise WrongRow where the update has not changed all that it has to; the first may leave anything that has a
        gradient as it was, and from then on that is frozen."""
        if (missing := next(iter(self._missing(update)), None)) is not None:
            raise WrongRow(f"update {update.number} ends without a row that updates {missing}")
        if self._frozen is None:
            self._frozen = frozenset(self._unchanged(update))

    def unfinished(self, update: Update, last: RowShape) -> str | None:
        """Tell where the update breaks off after the row `last`, if it does or may."""
        if self._frozen is not None:
            sure, open_ = bool(self._missing(update)), []
        else:
            sure = not self._may_end(update, last)
            open_ = [] if sure else self._to_come(update, last)
        if not sure and not open_:
            return None
        unless = "" if sure else f", unless {_listed(open_)} frozen"
        return f"update {update.number} ends at step {update.steps}, before its last update row{unless}"

    def _missing(self, update: Update) -> list[str]:
        if self._frozen is None:
            return [weight for weight in self._network.weights if weight not in update.trained]
        return [parameter for parameter in self._unchanged(update) if parameter not in self._frozen]

    def _unchanged(self, update: Update) -> list[str]:
        parameters = dict.fromkeys((*self._network.weights, *update.trained))
        return [parameter for parameter in parameters if not update.makes(f"{parameter}+")]

    def _may_end(self, update: Update, last: RowShape) -> bool:
        """Tell whether the row can be the last of an update: every weight has its gradient, and what the row began is
        done, were all that could follow frozen."""
        if not self._network.weights or self._missing(update):
            return False
        if last.phase == "update":
            return last.operation == "update" or not last.parameter
        if last.operation == "input_gradient":
            return self._network.inputs[-1:] == (last.unit,) and not update.sums
        is_whole = last.operation == "batch_gradient" or (last.operation == "gradient" and not update.sums)
        return is_whole and self._of_layer(update, last.layer)[-1:] == [last.parameter]

    def _to_come(self, update: Update, last: RowShape) -> list[str]:
        """Return the parameters whose update rows could still follow: the rest of the layer, the first one where its
        updates have not begun, then the layers above, unless one of these was changed: the order is then downward."""
        bottom, *_ = layers = [*self._network.units]
        layer = last.layer if last.operation == "update" else bottom
        rest = self._of_layer(update, layer)
        if last.operation == "update" and last.parameter in rest:
            rest = rest[rest.index(last.parameter) + 1 :]
        above = [name for upper in layers if int(upper) > int(layer) for name in self._of_layer(update, upper)]
        return rest + ([] if any(update.makes(f"{name}+") for name in above) else above)

    def _of_layer(self, update: Update, layer: str) -> list[str]:
        """Return the parameters of a layer that have gradients, in their order."""
        return [parameter for parameter in update.trained if self._network.layer_of(parameter) == layer]


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return f"{names[0]} is"
    if len(names) > _FEW:
        names = [*names[: _FEW - 1], f"{len(names) - _FEW + 1} more"]
    return f"{', '.join(names[:-1])} and {names[-1]} are"
