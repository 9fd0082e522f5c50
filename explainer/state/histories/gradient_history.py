"""The size of each layer's gradient over all updates of the run, and what it says about learning."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject

from explainer.engine.arrays import Array
from explainer.engine.run.weight_trail import Sample
from explainer.engine.update.update_pass import gradient_sizes
from explainer.state.histories.history import History
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import show
from explainer.trace.known.known import Known

FADED, SWOLLEN = 0.01, 100.0
"""From which ratio of the lowest layer's gradient to the highest one's on it counts as vanishing, or exploding."""
GROWN = 1000.0
"""From which growth since the first update on a gradient counts as exploding."""
_DIGITS = 2


class GradientHistory(History):
    """Takes the gradients from passes of the run itself."""

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(walkthrough, _sizes, _tells, with_last=False, parent=parent)

    @property
    def layers(self) -> tuple[int, ...]:
        """The numbers of the layers that have a gradient, lowest first."""
        return tuple(layer.number for layer in self._walkthrough.run.scenario.network.layers[1:])

    @property
    def sizes(self) -> Array:
        """Root mean square and largest absolute value of each layer's gradient, shape (moments, 2, layers)."""
        return self.rows.reshape(-1, 2, len(self.layers))

    @property
    def update(self) -> int:
        """The update that `verdict` is about: the cursor's once its gradients are known, else the one before; 0 before
        the first."""
        known = self._walkthrough.known
        return known.update if known.tells_gradients(known.update) else known.update - 1

    def verdict(self) -> str:
        """Return a sentence on how the gradient of that update fares from layer to layer."""
        if not self.update:
            return ""
        run = self._walkthrough.run
        now, first = (gradient_sizes(run.pass_of(number))[0] for number in (self.update, 1))
        return f"Update {self.update:,}: {verdict(self.layers, now, first)}"


def _tells(known: Known, done: int) -> bool:
    return known.tells_gradients(done + 1)


def _sizes(sample: Sample) -> Array:
    return gradient_sizes(next(sample.run.passes(sample.done + 1, sample.done + 1)))


def verdict(layers: tuple[int, ...], now: Array, first: Array) -> str:
    """Say how the gradient of the lowest layer compares with that of the highest, and whether it vanishes or explodes.

    `now` and `first` are the sizes of the layers' gradients in this update and in the first one.
    """
    swollen = int(np.argmax(now))
    if now[swollen] > GROWN * first[swollen] > 0:
        times = show(now[swollen] / first[swollen], _DIGITS)
        return f"the gradient of layer {layers[swollen]} is {times} times that of update 1: it explodes."
    if len(layers) == 1:
        return f"the gradient of layer {layers[0]} is {show(now[0], _DIGITS)}."
    if not now[-1]:
        return f"layer {layers[-1]}, the last one, gets no gradient: nothing is left to learn, or nothing gets through."
    if not now[0]:
        return f"no gradient reaches layer {layers[0]}: it learns nothing."
    ratio = now[0] / now[-1]
    ending = ": it vanishes on its way back." if ratio < FADED else ": it explodes." if ratio > SWOLLEN else "."
    return f"layer {layers[0]} gets {show(ratio, _DIGITS)} times the gradient of layer {layers[-1]}{ending}"
