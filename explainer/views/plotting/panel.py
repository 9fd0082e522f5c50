"""What a tab of plots shows: it draws only while it is seen, has a row of controls, and can be saved."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TextIO

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from explainer.export.destinations import spare_sources
from explainer.export.whole_file import whole_file
from explainer.state.background.work import Watched, once_after
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import Label
from explainer.views.controls.reason import Quiet
from explainer.views.look.picture_files import Paint, png_of, svg_of
from explainer.views.plotting.parts.flow import Flow
from explainer.views.plotting.saving import SaveButton
from explainer.views.plotting.table import PlotTable

REPAINT_MS = 34
"""Not more than 30 times a second."""
FOLLOW_MS = 16
"""So much later a panel follows the cursor: the step itself is painted first."""
_MOST_OFTEN = 8
"""Drawing waits so many times as long as it took: very long curves leave time for training."""


class Panel(Quiet):
    """Listens to the walkthrough and the display; what happens while nobody sees it is drawn when it is shown.

    A subclass lays its widgets into `body`, says in `draw` what is to be seen and in `table` with which numbers; one
    that draws itself differently into a picture has its own `paint_picture`. `said` carries what came of saving.
    """

    said = Signal(str)

    def __init__(
        self, walkthrough: Walkthrough, display: Display, *, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(walkthrough, parent)
        self.display, self.title = display, title
        self._is_stale = True
        self._drawn_within: object = None
        self._watches: list[Watched] = []
        self._later = once_after(REPAINT_MS, self.redraw, self)
        self._follow = once_after(FOLLOW_MS, self.draw_cursor, self)
        self.setAccessibleName(f"{title} plot")
        self.readout = Label(self, wordWrap=True)
        self.readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.readout.hide()
        self.controls = Flow(self)
        saves = {"png": self.save_png, "svg": self.save_svg, "csv": self.save_csv}
        self.save_button = SaveButton(title, saves, self)
        self.save_button.said.connect(self.said)
        self._lay_out_panel()
        walkthrough.moved.connect(self._on_moved)
        walkthrough.edited.connect(self.on_changed)
        walkthrough.grew.connect(self.draw_soon)
        display.changed.connect(self._on_display)

    def _lay_out_panel(self) -> None:
        self._beside = QHBoxLayout()
        self._beside.setSpacing(6)
        self._beside.addStretch(1)
        for widget in (self.controls, self.save_button):
            self._beside.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self._top = top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.readout, 1)
        top.addLayout(self._beside)
        self.body = QVBoxLayout()
        self.body.setSpacing(2)
        column = QVBoxLayout(self.content)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(2)
        column.addLayout(top)
        column.addLayout(self.body, 1)

    def watch(self, *watched: Watched) -> None:
        """Let something work as long as the panel is seen."""
        self._watches += watched
        for one in watched:
            one.set_watched(self.isVisible())

    def add_control(self, widget: QWidget) -> None:
        """Put a control, or a short text, into the row above the plot."""
        self.controls.add(widget)

    def say(self, sentence: str) -> None:
        """Say something beside the controls, to screen readers too; nothing takes the words away."""
        if sentence != self.readout.text() or self.readout.isHidden() == bool(sentence):
            self.readout.setText(sentence)
            self.readout.setVisible(bool(sentence))
            self.setAccessibleDescription(sentence)

    def _place_readout(self) -> None:
        """Put the words beside the controls, or above where that takes less height or a word has no room beside."""
        words, metrics = self.readout.text().split(" "), self.readout.fontMetrics()
        width, controls = self._top.geometry().width(), self._beside.sizeHint()
        room = width - controls.width() - self._top.spacing()
        above = self.readout.heightForWidth(width) + self._top.spacing() + controls.height()
        has_room = all(metrics.horizontalAdvance(word) <= room for word in words)
        is_beside = has_room and self.readout.heightForWidth(room) <= above
        direction = QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        if direction != self._top.direction():
            self._top.setDirection(direction)

    # what a subclass says

    def draw(self) -> None:
        """Draw everything for the run and the cursor. Called only while the panel is seen, or to save it."""

    def draw_cursor(self) -> None:
        """Draw what depends on the cursor, a moment after it moved; by default everything, soon."""
        self.draw_soon()

    def dress(self) -> None:
        """Take the colours and sizes of the display; `draw` comes after."""

    def table(self) -> PlotTable:
        """Return the numbers that are drawn, for the run and the cursor as they are now."""
        return PlotTable()

    def finish(self) -> None:
        """Work out at once whatever is otherwise worked out little by little while the panel is seen."""

    # drawing

    def draw_soon(self) -> None:
        """Draw at most 30 times a second, and only while it is seen."""
        self._is_stale = True
        if self.isVisible() and not self._later.isActive():
            self._later.start()

    @property
    def is_told_otherwise(self) -> bool:
        """Whether more or less of the run may be told at the cursor than when this was drawn."""
        return self._drawn_within != self.walkthrough.known.horizon

    def redraw(self) -> None:
        """Draw now; while nobody sees it, when it is shown."""
        self._is_stale = True
        if self.isVisible():
            self._draw_now()

    def prepare(self) -> None:
        """Draw what was not drawn because nobody saw it, or is to be drawn soon."""
        if self._is_stale:
            self._draw_now()
        elif self._follow.isActive():
            self._follow.stop()
            self.draw_cursor()

    def _draw_now(self) -> None:
        self._later.stop()
        self._follow.stop()
        self._is_stale = self.is_quiet
        if self.is_quiet:
            return
        self._drawn_within = self.walkthrough.known.horizon
        begun = perf_counter()
        self.draw()
        self._later.setInterval(max(REPAINT_MS, round(_MOST_OFTEN * 1000 * (perf_counter() - begun))))

    def on_revealed(self) -> None:
        self.draw_soon()

    def on_changed(self) -> None:
        """Another run, or another scenario, is looked at."""
        self.redraw()

    def _on_moved(self) -> None:
        if not self.isVisible() or self.is_quiet:
            self._is_stale = True
        elif not self._follow.isActive():
            self._follow.start()

    def _on_display(self) -> None:
        self.dress()
        self.redraw()

    # saving

    def picture_size(self) -> QSize:
        """Return how large a saved picture is."""
        return self.body.geometry().size()

    def paint_picture(self, painter: QPainter, room: QRect) -> None:
        """Draw what is seen into a picture: all that lies in `body`, as large as it is on the screen."""
        items = [self.body.itemAt(index) for index in range(self.body.count())]
        for widget in [item.widget() for item in items if item is not None]:
            if widget is not None and not widget.isHidden():
                widget.render(painter, room.topLeft() + widget.pos() - self.body.geometry().topLeft())

    def csv(self) -> str:
        """Return the numbers as CSV text. Raises ExportError while the panel is quiet, as pictures do."""
        self.check_revealed()
        return self.table().csv()

    def png(self, size: QSize | None = None) -> bytes:
        """Return the picture as a PNG file."""
        size = size or self.picture_size()
        return png_of(self._painting(size), size, self.display.palette.panel)

    def svg(self, size: QSize | None = None) -> bytes:
        """Return the picture as an SVG file."""
        size = size or self.picture_size()
        return svg_of(self._painting(size), size, self.title, self.display.palette.panel)

    def save_csv(self, path: str | Path) -> None:
        """Write the numbers to a file. Raises ExportError with one sentence where that cannot be."""
        with self._file(path) as file:
            file.write(self.csv())

    def save_png(self, path: str | Path) -> None:
        """Write the picture to a PNG file. Raises ExportError with one sentence where that cannot be."""
        self._save(path, self.png())

    def save_svg(self, path: str | Path) -> None:
        """Write the picture to an SVG file. Raises ExportError with one sentence where that cannot be."""
        self._save(path, self.svg())

    def _save(self, path: str | Path, data: bytes) -> None:
        with self._file(path) as file:
            file.buffer.write(data)

    def _file(self, path: str | Path) -> AbstractContextManager[TextIO]:
        spare_sources(path, self.walkthrough.run.scenario, self.walkthrough.name)
        return whole_file(path)

    def _painting(self, size: QSize) -> Paint:
        self.check_revealed()
        self.prepare()
        return partial(self.paint_picture, room=QRect(QPoint(), size))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_readout()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # other words, or controls of another size
            self._place_readout()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        for watched in self._watches:
            watched.set_watched(True)
        super().showEvent(event)
        if self._is_stale:
            self._draw_now()

    def hideEvent(self, event: QHideEvent) -> None:
        for watched in self._watches:
            watched.set_watched(False)
        super().hideEvent(event)
        if self._later.isActive() or self._follow.isActive():
            self._later.stop()
            self._follow.stop()
            self._is_stale = True
