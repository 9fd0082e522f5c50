"""What a tab of plots shows: a row of controls, what is drawn below it, and files that it can be saved to."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from explainer.export.destinations import spare_sources
from explainer.export.whole_file import whole_file
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import Label, OwnKeys
from explainer.views.look.picture_files import Paint, png_of, svg_of
from explainer.views.plotting.drawn_while_seen import DrawnWhileSeen
from explainer.views.plotting.parts.flow import Flow
from explainer.views.plotting.saving import SaveButton
from explainer.views.plotting.table import PlotTable


class Panel(DrawnWhileSeen):
    """Has controls, words beside them, and a button to save.

    A subclass lays its widgets into `body`, draws in `draw`, and says in `table` with which numbers; one that draws
    itself differently into a picture has its own `paint_picture`. `said` carries what came of saving.
    """

    said = Signal(str)

    def __init__(
        self, walkthrough: Walkthrough, display: Display, *, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(walkthrough, display, parent)
        self.title = title
        self.setAccessibleName(f"{title} plot")
        self.readout = Label(self, wordWrap=True)
        self.readout.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.readout.hide()
        self.controls = Flow(self)
        self.controls.setAccessibleName(f"Controls of the {title} plot")
        saves = {"png": self.save_png, "svg": self.save_svg, "csv": self.save_csv}
        self.save_button = SaveButton(title, saves, self)
        self.save_button.said.connect(self.said)
        self._has_saving = True
        display.changed.connect(self._show_saving)
        self._lay_out_panel()
        self._show_saving()

    def offer_saving(self, has_saving: bool) -> None:
        """Offer to save what is drawn, or not; on a stage no files are offered."""
        self._has_saving = has_saving
        self._show_saving()

    def _show_saving(self) -> None:
        self.save_button.setVisible(self._has_saving and not self.display.is_stage)

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

    def add_control(self, widget: QWidget) -> None:
        """Put a control, or a short text, into the row above the plot."""
        self.controls.add(widget)

    def add_button(self, text: str, tip: str, name: str = "", *, role: str = "segment") -> QToolButton:
        """Add a button to that row; Tab reaches it and Space presses it."""
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(name or tip)
        button.setProperty("role", role)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(button, Qt.Key.Key_Space)
        self.add_control(button)
        return button

    def add_switch(self, text: str, tip: str, name: str = "", *, role: str = "segment") -> QToolButton:
        """Add a button that stays pressed to that row."""
        button = self.add_button(text, tip, name, role=role)
        button.setCheckable(True)
        return button

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

    def table(self) -> PlotTable:
        """Return the numbers that are drawn, for the run and the cursor as they are now."""
        return PlotTable()

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
        self._save(path, self.csv().encode())

    def save_png(self, path: str | Path) -> None:
        """Write the picture to a PNG file. Raises ExportError with one sentence where that cannot be."""
        self._save(path, self.png())

    def save_svg(self, path: str | Path) -> None:
        """Write the picture to an SVG file. Raises ExportError with one sentence where that cannot be."""
        self._save(path, self.svg())

    def _save(self, path: str | Path, data: bytes) -> None:
        spare_sources(path, self.walkthrough.run.scenario, self.walkthrough.name)
        with whole_file(path) as file:
            file.buffer.write(data)

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
