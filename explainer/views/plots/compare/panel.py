"""Two runs side by side: the lines of an update here and there, and the losses of both."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from explainer.state.comparison.apart_lines import ApartLines
from explainer.state.comparison.second_run import SecondRun
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.reason import Reason
from explainer.views.look.fonts import plain_font
from explainer.views.plots.compare.chooser import RunChooser
from explainer.views.plots.compare.curves import PairCurves
from explainer.views.plots.compare.rows import PairRows
from explainer.views.plots.compare.words import standing
from explainer.views.plotting.panel import Panel
from explainer.views.plotting.parts.rows_table import Rows, RowsTable, paint_rows
from explainer.views.plotting.table import Column, PlotTable

PICTURE = QSize(1280, 640)
_WIDE, _HIGH, _NARROW = 820, 640, 480
"""From how wide on the curves are beside the lines, and from how high on below, else one of them is shown;
and how wide the lines are at least when differences have all their digits."""
_OF_HEIGHT = 0.45
"""How much of the height lines have at least above the curves, which would take more."""
_MARGIN = 14.0


class ComparePanel(Panel):
    """Shows the run at hand and another one. Listens to the walkthrough and the display; a row leads to its line."""

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(walkthrough, display, title="Compare", parent=parent)
        self.setObjectName("compare_panel")
        self.second = SecondRun(walkthrough, parent=self)
        self.apart = ApartLines(walkthrough, self.second, parent=self)
        self.lines = RowsTable("Lines here and there", display, goes_by_arrows=True)
        self.curves = PairCurves(walkthrough, display, self.second)
        self._add_controls()
        self._lay_out()
        self.watch(self.second, self.apart)
        self.second.said.connect(self.said)
        self.apart.changed.connect(self.draw_soon)
        self.lines.chosen.connect(self._on_chosen)

    def _add_controls(self) -> None:
        self.chooser = RunChooser(self.second, self)
        self.add_control(self.chooser)
        self.show_losses = self.add_switch("Losses", "Show the losses of both runs in the place of the lines")
        self.show_losses.toggled.connect(self._share_room)
        self.logarithmic = self.add_switch("log", "Show the losses on a logarithmic axis", "Logarithmic loss axis")
        self.logarithmic.setObjectName("compare_log")
        self.logarithmic.toggled.connect(self.curves.show_logarithmic)

    def _lay_out(self) -> None:
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(6)
        self._halves.addWidget(self.lines, 6)
        self._halves.addWidget(self.curves, 5)
        self.page = QWidget(self)
        self.page.setLayout(self._halves)
        self._halves.setContentsMargins(0, 2, 0, 0)
        self.reason = Reason(self.page)
        self.body.addWidget(self.reason, 1)
        self.body.addWidget(self.page, 1)
        self._share_room()

    def _share_room(self) -> None:
        """Show lines and losses where there is room for both, else the one that is asked for."""
        zoom = self.display.zoom
        is_wide, is_high = self.width() >= _WIDE * zoom, self.height() >= _HIGH * zoom
        has_both = is_wide or is_high
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        self.lines.setMinimumHeight(round(_OF_HEIGHT * self.height()) if is_high and not is_wide else 0)
        self.show_losses.setVisible(not has_both)
        self.lines.setVisible(has_both or not self.show_losses.isChecked())
        for widget in (self.curves, self.logarithmic):
            widget.setVisible(has_both or self.show_losses.isChecked())

    def _on_chosen(self, row: int) -> None:
        self.walkthrough.go_to(self.walkthrough.cursor.update, row + 1)

    # drawing

    def draw_cursor(self) -> None:
        self.draw()

    def draw(self) -> None:
        self.chooser.show_offers()
        if self.reason.show_reason(self.second.why_not):
            self.say("")
            self.setAccessibleDescription(self.second.why_not)
            return
        pairs, known, writing = self.apart.pairs, self.walkthrough.known, self.display.writing
        is_narrow = self.lines.width() < _NARROW * self.display.zoom
        self.lines.show_rows(PairRows(pairs, known, writing, is_narrow) if pairs else Rows())
        self.lines.select_row(known.line - 1)
        self.say(standing(self.second, self.apart, known, writing))

    # numbers and picture

    def table(self) -> PlotTable:
        """Return the lines that are known, here and there; NaN where there is no such line there."""
        rows = self.lines.rows
        if not isinstance(rows, PairRows):
            return PlotTable()
        pairs = [rows.pair(row) for row in range(len(rows)) if rows.is_reached(row)]
        there = [np.nan if pair.there is None else pair.there for pair in pairs]
        return PlotTable(
            Column("line", np.array([pair.number for pair in pairs], dtype=np.intp)),
            Column("symbol", [pair.name for pair in pairs]),
            Column("here", np.array([pair.here for pair in pairs], dtype=np.float64)),
            Column("there", np.array(there, dtype=np.float64)),
            Column("there - here", np.array([pair.difference for pair in pairs], dtype=np.float64)),
        )

    def finish(self) -> None:
        self.second.finish()
        self.apart.finish()
        self.curves.redraw()
        self.draw()

    def picture_size(self) -> QSize:
        return PICTURE * self.display.zoom

    def paint_picture(self, painter: QPainter, room: QRect) -> None:
        """Draw the lines, from a few before the cursor's on, beside the losses."""
        palette, zoom = self.display.palette, self.display.zoom
        half = QRect(room.left(), room.top(), room.width() * 6 // 11, room.height())
        inner = QRectF(half).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        font = plain_font(11 * zoom)
        font.setWeight(QFont.Weight.Bold)
        offer = self.second.offer
        beside = f" · beside: {offer.text}" if offer else ""
        lines = [(font, palette.text, f"Compare · {self.walkthrough.title}{beside}")]
        lines.append((plain_font(10 * zoom), palette.muted, self.readout.text() or self.second.why_not))
        for face, colour, text in lines:
            painter.setFont(face)
            painter.setPen(QColor(colour))
            box = painter.boundingRect(inner, Qt.TextFlag.TextWordWrap, text)
            painter.drawText(inner, Qt.TextFlag.TextWordWrap, text)
            inner.setTop(box.bottom() + 6 * zoom)
        if len(self.lines.rows):
            paint_rows(painter, inner, self.lines.rows, self.display, at=max(self.walkthrough.known.line - 1, 0))
        self.curves.draw()
        self.curves.paint_picture(painter, QRect(half.right(), room.top(), room.width() - half.width(), room.height()))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()
        self.draw_soon()
