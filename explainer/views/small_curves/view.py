"""The low row of small curves under the explanation."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from explainer.engine.arrays import Array
from explainer.state.answers.activation_explorer import ActivationExplorer
from explainer.state.histories.delta_history import DeltaHistory
from explainer.state.histories.of_interest import MOST, parameters_of_interest
from explainer.state.histories.parameter_history import ParameterHistory
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.notations.naming import parameter_label
from explainer.views.plotting.drawn_while_seen import DrawnWhileSeen
from explainer.views.small_curves.curve import CurveContent, SmallCurve

_PLOTS = ("weights",) * MOST + ("activation", "gradients")


class SmallCurves(DrawnWhileSeen):
    """One or two weights over the updates, a unit's out over its net with its place on it, and its delta over the
    updates: of what is selected or, with nothing selected, of the cursor's line.

    Listens to the walkthrough, the pointing and the display; draws nothing that is not computed. `wanted` carries the
    name of the plot that shows a curve large.
    """

    wanted = Signal(str)
    tells_only_past = True

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(walkthrough, display, parent)
        self._pointing = pointing
        self._explorer = ActivationExplorer(walkthrough, pointing, self)
        self._parameters, self._deltas = ParameterHistory(walkthrough, pointing), DeltaHistory(walkthrough, self)
        self._parameters.setParent(self)
        self.curves = [SmallCurve(display, self.content) for _ in _PLOTS]
        layout = QHBoxLayout(self.content)
        layout.setContentsMargins(14, 4, 14, 4)
        layout.setSpacing(14)
        for curve in self.curves:
            layout.addWidget(curve)
            curve.clicked.connect(self._on_clicked)
        self.setObjectName("small_curves")
        self.setAccessibleName("Small curves")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.watch(self._parameters, self._deltas)
        walkthrough.grew.disconnect(self.draw_soon)  # the histories say so when they have followed
        for history in (self._parameters, self._deltas):
            history.changed.connect(self.draw_soon)
        pointing.selection_changed.connect(self.draw_soon)

    def _on_clicked(self) -> None:
        self.wanted.emit(_PLOTS[self.curves.index(self.sender())])  # type: ignore[arg-type] # it is one of them

    # drawing

    def draw(self) -> None:
        chosen = parameters_of_interest(self.walkthrough, self._pointing)
        weights = [self._weight(index) for index in chosen]
        contents = [*weights, *[None] * (MOST - len(weights)), self._out(), self._delta()]
        for curve, content, plot in zip(self.curves, contents, _PLOTS, strict=True):
            curve.show_content(content, plot)

    def draw_cursor(self) -> None:
        """Draw all anew a moment later, as the line is about other elements; at once where less may be shown."""
        if self.is_told_otherwise:
            self.redraw()
        else:
            self.draw_soon()

    def on_changed(self) -> None:
        """Draw the other run once the histories have heard of it, too."""
        self.draw_soon()

    def _weight(self, index: int) -> CurveContent | None:
        found = {parameter.index: at for at, parameter in enumerate(self._parameters.parameters)}
        if index not in found:
            return None
        parameter, values = self._parameters.parameters[found[index]], self._parameters.values
        y = values[:, found[index]] if values.size else np.zeros(0)
        known, update = self.walkthrough.known, self.walkthrough.cursor.update
        now, at = float(known.theta[index]), float(update - 1 + known.updated[index])
        name = parameter_label(self.walkthrough.run.scenario, parameter, self.display.writing.notation)
        return self._over_updates(name, self._parameters.done, y, self.display.palette.weight(now), (at, now))

    def _delta(self) -> CurveContent:
        known, (layer, unit) = self.walkthrough.known, self._explorer.unit
        done, y = self._deltas.done, self._deltas.of_unit(layer, unit)
        at, is_batch = known.update - 1, known.samples > 1
        there = y[done == at]
        now = float(known.layers[layer].delta[unit]) if not is_batch else float(there[0]) if there.size else math.nan
        title = f"δ {self._explorer.unit_name}{', mean' if is_batch else ''}"
        return self._over_updates(title, done, y, self.display.palette.backward, (float(at), now))

    def _over_updates(self, title: str, done: Array, y: Array, colour: str, mark: tuple[float, float]) -> CurveContent:
        """Return a curve and the cursor's place on it, which may be known before the history has come there."""
        is_known = math.isfinite(mark[1])
        if is_known and not (done.size and mark[0] <= done[-1]):
            done, y = np.append(done, mark[0]), np.append(y, mark[1])
        return CurveContent(title, self.display.writing.show(mark[1]), done, y, colour, mark if is_known else None)

    def _out(self) -> CurveContent:
        explorer = self._explorer
        curve, net, out = explorer.curve, explorer.net, explorer.out
        mark = (net, out) if math.isfinite(net) and math.isfinite(out) else None
        title = f"{explorer.unit_name}: out over net"
        number = self.display.writing.show(out)
        return CurveContent(title, number, curve.nets, curve.outs, self.display.palette.forward, mark)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(200, self.curves[0].sizeHint().height() + 8)
