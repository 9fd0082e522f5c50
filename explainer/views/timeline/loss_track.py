"""The track of updates: the loss curve over all updates, along which the cursor is dragged."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from explainer.state.background.trainer import Trainer
from explainer.state.background.work import once_after
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Cursor, Walkthrough
from explainer.views.controls.controls import OwnKeys
from explainer.views.timeline.loss_frame import LossFrame
from explainer.views.timeline.scrubbing import Scrubber

_REPAINT_MS, _MOST_OFTEN = 100, 8
_KEYS = {
    Qt.Key.Key_Left: -1.0,
    Qt.Key.Key_Right: 1.0,
    Qt.Key.Key_PageUp: -0.05,
    Qt.Key.Key_PageDown: 0.05,
    Qt.Key.Key_Home: -math.inf,
    Qt.Key.Key_End: math.inf,
}
"""By how many updates a key moves the cursor, or by which part of the track."""


class LossTrack(LossFrame):
    """Where the cursor is among the updates, and what each of them has done to the loss.

    Listens to the walkthrough, drawing what grew at most 30 times a second, to the training's goal and to the display;
    moves the cursor when it is pressed or dragged or, while it has the focus, by keys. The step within the update is
    kept, so that one sees how the same number changes. On a stage it is a thin line. `plot_wanted` asks for the plot
    with all that the loss is made of.
    """

    plot_wanted = Signal()

    def __init__(
        self, walkthrough: Walkthrough, display: Display, trainer: Trainer, parent: QWidget | None = None
    ) -> None:
        super().__init__(walkthrough, display, trainer, parent)
        self._scrubber = Scrubber(walkthrough, self._cursor_at, self)
        self._later = once_after(_REPAINT_MS, self._show_run, self)
        self.setObjectName("loss_plot")
        self.setAccessibleName("Loss curve, the track of updates")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        OwnKeys(self, *_KEYS)
        self._connect(trainer)
        self._show_display()

    def _connect(self, trainer: Trainer) -> None:
        walkthrough = self._walkthrough
        walkthrough.moved.connect(self._show_position)
        walkthrough.edited.connect(self._on_edited)
        for signal in (walkthrough.grew, trainer.started, trainer.finished):
            signal.connect(self._show_growth)
        self._display.changed.connect(self._show_display)
        self.logarithmic.clicked.connect(self._on_logarithmic)
        self.more.clicked.connect(self.plot_wanted)

    # showing

    def _show_position(self) -> None:
        self.setAccessibleDescription(". ".join(text for text in self._reading.texts() if text))
        scale = self.curves.scale
        self.logarithmic.setChecked(scale.is_logarithmic if scale else bool(self._reading.wanted))
        self.update_changed()

    def _show_run(self) -> None:
        self._reading.forget()
        self._show_position()

    def _show_growth(self) -> None:
        """Show that there are more updates, not more often than the eye can see."""
        if not self._later.isActive():
            self._later.start(max(_REPAINT_MS, round(_MOST_OFTEN * 1000 * self.seconds)))

    def _on_edited(self) -> None:
        if self._walkthrough.previous is None:  # another scenario
            self._reading.wanted = None
        self._pointed = None
        self._show_run()

    def _show_display(self) -> None:
        self.dress()
        self._show_position()
        self.update()

    def _on_logarithmic(self) -> None:
        self._reading.wanted = self.logarithmic.isChecked()
        self._show_position()

    # going there

    def x_of(self, update: int) -> float:
        """Return where an update is along the track."""
        return self.place.x(update - 1)

    def update_at(self, x: float) -> int:
        """Return the update at `x`, the nearest that there is."""
        return min(max(self.place.done(x) + 1, 1), self._reading.last)

    def _cursor_at(self, x: float) -> Cursor:
        return self._reading.cursor_in(self.update_at(x), self._scrubber.held_step)

    # Qt

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FontChange:
            self._show_display()
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos().x()), self)
            return True
        return super().event(event)

    def tip_at(self, x: float) -> str:
        """Return what there is to tell about the update at `x`; nothing beside the curve."""
        return self._reading.tip(self.update_at(x)) if x >= self.place.room.left() else ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and event.position().x() >= self.place.room.left():
            self._scrubber.press(event, self.x_of(self._walkthrough.cursor.update))
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._scrubber.move(event)
        x = event.position().x()
        self._point_at(self.update_at(x) if x >= self.place.room.left() and not self._scrubber.is_on else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._scrubber.release()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None)

    def _point_at(self, update: int | None) -> None:
        if update != self._pointed:
            self._pointed = update
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _KEYS.get(Qt.Key(event.key()))
        if by is None or event.modifiers():
            super().keyPressEvent(event)
            return
        update, step = self._walkthrough.cursor
        way = by if abs(by) >= 1 else math.copysign(max(1.0, abs(by) * self._reading.end), by)
        to = round(min(max(update + way, 1), self._reading.last))
        self._walkthrough.go_to(*self._reading.cursor_in(to, step))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        logarithmic = menu.addAction("Logarithmic")
        logarithmic.setCheckable(True)
        logarithmic.setChecked(self.logarithmic.isChecked())
        logarithmic.triggered.connect(self.logarithmic.click)
        menu.addAction("Open as Plot").triggered.connect(self.plot_wanted)
        menu.popup(event.globalPos())
