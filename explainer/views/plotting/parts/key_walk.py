"""Reading a plot without a mouse: keys lead its crosshair from value to value, and each is said aloud."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from explainer.engine.arrays import Array
from explainer.trace.words.aloud import text_aloud
from explainer.views.controls.controls import OwnKeys, announce
from explainer.views.plotting.parts.crosshair import Crosshair

HOW = "Left and Right lead from value to value, Home and End to the first and the last."
HOW_IN_PICTURES = "The arrows lead across it, Home and End to its edges."
NOTHING = "Nothing to read here yet."
_ACROSS, _UP = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}, {Qt.Key.Key_Down: -1, Qt.Key.Key_Up: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_STEPS = 40
"""In how many steps one goes across a plot that is no curve."""


class KeyWalk(QObject):
    """Lets Tab reach a plot, and leads its crosshair while the plot has the keys; it goes with them.

    `values` tells at which numbers below there is something to read, in ascending order; None of a picture, which is
    walked in small steps.
    """

    def __init__(self, plot: pg.PlotWidget, crosshair: Crosshair, values: Callable[[], Array | None]) -> None:
        super().__init__(crosshair)
        self._plot, self._crosshair, self._values = plot, crosshair, values
        plot.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(plot, *_ACROSS, *_UP, *_ENDS)
        plot.installEventFilter(self)

    def _key(self, key: Qt.Key) -> bool:
        """Do what a key does, and tell whether it did."""
        view = self._plot.plotItem.vb
        view.prepareForPaint()  # what is to be seen once it is painted
        box = view.viewRect()
        values = self._values()
        if values is not None and key in (*_ACROSS, *_ENDS):
            in_sight = values[(values >= box.left()) & (values <= box.right())]
            if in_sight.size:
                self._go_to(self._next(in_sight, key), box.center().y())
            else:
                announce(self._plot, NOTHING)
        elif values is None and key in (*_ACROSS, *_ENDS, *_UP):
            x, y = self._crosshair.place or (box.center().x(), box.center().y())
            x += _ACROSS.get(key, 0) * box.width() / _STEPS
            y += _UP.get(key, 0) * box.height() / _STEPS
            x = (box.left(), box.right())[_ENDS[key]] if key in _ENDS else x
            self._go_to(min(max(x, box.left()), box.right()), min(max(y, box.top()), box.bottom()))
        else:
            return False
        return True

    def _next(self, values: Array, key: Qt.Key) -> float:
        """Return the value that a key leads to: from nowhere the first to the right, and the last to the left."""
        place = self._crosshair.place
        if key in _ENDS:
            return float(values[_ENDS[key]])
        if place is None:
            return float(values[0 if _ACROSS[key] > 0 else -1])
        at = int(np.argmin(np.abs(values - place[0])))
        return float(values[min(max(at + _ACROSS[key], 0), values.size - 1)])

    def _go_to(self, x: float, y: float) -> None:
        self._crosshair.go_to(x, y)
        said = (f"{reading.name} {text_aloud(reading.value)}" for reading in self._crosshair.readings)
        announce(self._plot, ", ".join(said))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        if event.type() == QEvent.Type.FocusOut:
            self._crosshair.leave()
        return super().eventFilter(watched, event)
