"""The loss plot: the loss before each update and the last one, what it is made of, and that before an edit."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.own.definition import name_of
from explainer.picture.palette import Role, towards_background
from explainer.state.histories.loss_history import LossHistory
from explainer.state.session.display import Display
from explainer.state.walkthrough.known_of_run import known_losses
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import full
from explainer.views.controls.controls import Label
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.over_updates import Marker
from explainer.views.plotting.parts.curves import LONG, Series, above_zero

HINT = "The loss appears here as you train: step through an update or press +100."
GHOST = "before the edit"
_NO_LOSSES = np.zeros(0)


def loss_names(scenario: Scenario) -> tuple[str, str]:
    """Return what the run's losses are, at length and in short: "loss (half squared error)", "loss"."""
    name = name_of(scenario.loss).replace("_", " ")
    return (f"{name} + penalty", "loss + penalty") if scenario.has_penalty else (f"loss ({name})", "loss")


def without_gaps(losses: Array) -> Array:
    """Return losses with a neighbour in the place of the one that is NaN, if there is one."""
    filled = losses.copy()
    for gap in np.flatnonzero(np.isnan(losses)).tolist():
        filled[gap] = losses[gap - 1 if gap else 1]
    return filled


def _done(losses: Array) -> Array:
    """Return after how many updates each of the losses is."""
    return np.arange(losses.size, dtype=np.float64)


class LossPlot(Figure):
    """The loss before update 1, 2, … over the updates done by then; data loss, penalty and test loss apart where there
    is more than one.

    Listens to the walkthrough, drawing what grew at most 30 times a second; a click moves its cursor, a double click
    fits the axes. Which axis is logarithmic and which curves are hidden is its own affair.
    """

    tells_only_past = True

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(walkthrough, display, title="Loss", below="updates done", left="loss", parent=parent)
        self.plot.getAxis("left").least = 0.0
        self._parts = LossHistory(walkthrough, parent=self)
        self.watch(self._parts)
        self._before = self.add_series(GHOST)
        self._loss = self.add_series("loss")
        self._data, self._penalty, self._test = map(self.add_series, ("data loss", "penalty", "test loss"))
        self.curve, self.ghost = self._loss.curve, self._before.curve
        self._drawn_as: object = None
        self._marker = Marker(self)
        self.line, self.dot = self._marker.line, self._marker.dot
        self.logarithmic = self.add_log_button("loss")
        self.logarithmic.setObjectName("loss_plot_log")
        self._hint = Label(HINT, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True, margin=24)
        self._hint.setProperty("role", "caption")
        self.body.addWidget(self._hint, 1)
        self._parts.changed.connect(self._on_parts)
        self.crosshair.moved.connect(self._say)
        self.dress()
        self._show_whether_empty()

    # drawing

    def dress(self) -> None:
        super().dress()
        self._marker.dress(self.display.palette.loss)

    def draw(self) -> None:
        long, short = loss_names(self.walkthrough.scenario)
        self.name_axes(left=long, left_short=short)
        self._drawn_as = self.walkthrough.known.horizon
        palette, known, ghost = self.display.palette, self.walkthrough.known, self.walkthrough.ghost
        before = known_losses(known, ghost) if ghost else _NO_LOSSES
        self._draw(self._before, before, palette.of(towards_background(Role.LOSS, 0.65)))
        self._draw(self._loss, known_losses(known, self.walkthrough.run), palette.loss)
        self._draw_parts()
        self._show_whether_empty()
        self.draw_cursor()

    def _draw(self, series: Series, losses: Array, colour: str) -> None:
        """Draw losses over the updates done; of very many none is seen alone, and a curve without gaps is quick."""
        drawn = without_gaps(losses) if losses.size > LONG else losses
        series.show(_done(losses), drawn, colour, self.display.zoom)
        series.tell(_done(losses), losses)

    def _draw_parts(self) -> None:
        """Draw what the losses are made of, as far as that has been worked out."""
        parts, palette = self._parts, self.display.palette
        is_batch = self.walkthrough.run.scenario.updates_per_epoch > 1
        self._loss.rename("batch loss" if is_batch else "loss")
        self._data.rename("data loss" if parts.is_that_of_updates else "training loss")
        done, losses = (parts.done, parts.losses) if parts.is_needed else (_NO_LOSSES, np.zeros((0, 3)))
        dashed, dotted = Qt.PenStyle.DashLine, Qt.PenStyle.DotLine
        for series, column, colour, style, is_shown in (
            (self._data, 0, palette.text, dashed, parts.is_needed),
            (self._penalty, 1, palette.muted, dotted, parts.has_penalty),
            (self._test, 2, palette.weight_plus, Qt.PenStyle.DashDotLine, parts.has_test),
        ):
            x, y = (done, losses[:, column]) if is_shown else (_NO_LOSSES, _NO_LOSSES)
            series.show(x, y, colour, self.display.zoom, style)

    def _on_parts(self) -> None:
        if self.isVisible():
            self._draw_parts()
        else:
            self.draw_soon()

    @property
    def _is_empty(self) -> bool:
        """Whether no loss can be shown yet."""
        return not (self._loss.y.size or self._before.y.size)

    def _show_whether_empty(self) -> None:
        is_empty = self._is_empty
        self._hint.setVisible(is_empty)
        for widget in (self.plot, self.readout, self.controls):
            widget.setVisible(not is_empty)
        self.offer_saving(not is_empty)

    def draw_cursor(self) -> None:
        """Mark the cursor, and draw anew what it tells more or less of; of very many losses only the numbers."""
        horizon = self.walkthrough.known.horizon
        if self._drawn_as != horizon:
            if self._loss.y.size <= LONG:
                self.draw()
                self.crosshair.refresh()
                return
            self._drawn_as, self._is_stale = horizon, True
            losses = known_losses(self.walkthrough.known, self.walkthrough.run)
            self._loss.tell(_done(losses), losses)
            self.crosshair.refresh()
        loss = np.array([self.walkthrough.known.loss])
        on_axis = above_zero(loss) if self.is_logarithmic else loss
        self._marker.show(on_axis.tolist() if np.isfinite(loss[0]) else [])
        self._say()

    def _say(self) -> None:
        """Tell one loss in words: that of the cursor's update or, in full, the one under the mouse."""
        if self._is_empty:
            self.say("")
            return
        losses, at = self._loss.y, self.crosshair.at
        if at is not None and losses.size:
            index = min(max(round(at[0]), 0), losses.size - 1)
            text = full(losses[index])
        else:
            index, text = self.walkthrough.cursor.update - 1, self.display.writing.show(self.walkthrough.known.loss)
        kind = "batch loss" if self.walkthrough.scenario.updates_per_epoch > 1 else "loss"
        self.say(f"before update {index + 1:,}: {kind} {text}")

    def finish(self) -> None:
        self._parts.finish()
        self.redraw()

    def on_changed(self) -> None:
        """Draw the other run; where it is of another scenario, in axes of its own."""
        if self.walkthrough.previous is None:
            self.fit()
        else:
            self.redraw()
