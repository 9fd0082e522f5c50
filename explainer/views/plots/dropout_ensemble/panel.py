"""Dropout as an ensemble, as a panel: all thinned networks, their mean, and the whole network."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from explainer.state.answers.thinned_answers import ThinnedAnswers
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import Label
from explainer.views.controls.reason import Reason
from explainer.views.look.fonts import plain_font
from explainer.views.plots.dropout_ensemble.rows import NetworkRows, SummaryRows
from explainer.views.plots.dropout_ensemble.words import what_it_is, why
from explainer.views.plotting.panel import Panel
from explainer.views.plotting.parts.rows_table import Rows, RowsTable, line_height, paint_rows
from explainer.views.plotting.table import Column, PlotTable

PICTURE = QSize(820, 640)
_MARGIN = 14.0


class SummaryTable(RowsTable):
    """Rows below another table, in columns as wide as its own."""

    def __init__(self, name: str, display: Display, above: RowsTable) -> None:
        self._above = above
        super().__init__(name, display)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.horizontalHeader().hide()
        self.setVerticalScrollBarPolicy(off)
        self.setHorizontalScrollBarPolicy(off)
        above.horizontalScrollBar().valueChanged.connect(self.horizontalScrollBar().setValue)

    def fit_columns(self) -> None:
        self._above.fit_columns()
        for column in range(len(self.rows.headings)):
            self.setColumnWidth(column, self._above.columnWidth(column))

    def fit_height(self) -> None:
        """Be as high as the rows are."""
        height = self.verticalHeader().length() + 2 * self.frameWidth()
        if self.height() != height:
            self.setFixedHeight(height)


class EnsemblePanel(Panel):
    """Shows what each thinned network puts out for the sample at the cursor.

    Listens to the walkthrough and the display. The network that the update trains is lit once its output is computed.
    """

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(walkthrough, display, title="Ensemble", parent=parent)
        self.setObjectName("ensemble_panel")
        self.answers = ThinnedAnswers(walkthrough, parent=self)
        self.watch(self.answers)
        self.networks = RowsTable("Thinned networks", display)
        self.summary = SummaryTable("Mean and whole network", display, self.networks)
        self.why = Label(wordWrap=True)
        self._lay_out()
        self.answers.changed.connect(self.draw_soon)

    def _lay_out(self) -> None:
        self.why.setProperty("role", "caption")
        self.why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.networks.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._page = QWidget(self)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.networks, 1)
        column.addWidget(self.summary)
        column.addWidget(self.why)
        self.reason = Reason(self._page)
        self.body.addWidget(self.reason, 1)
        self.body.addWidget(self._page, 1)

    # drawing

    def draw_cursor(self) -> None:
        self.draw()

    def draw(self) -> None:
        answers, ensemble = self.answers, self.answers.ensemble
        if self.reason.show_reason(answers.why_not) or ensemble is None:
            self.say("")
            for table in (self.networks, self.summary):
                table.show_rows(Rows())
            self.why.setText("")
            self.setAccessibleDescription(answers.why_not)
            return
        writing, scenario = self.display.writing, answers.scenario
        self.networks.show_rows(NetworkRows(scenario, ensemble, writing, answers.drawn))
        self.summary.show_rows(SummaryRows(scenario, ensemble, writing))
        self.say(what_it_is(scenario, ensemble, self._sample(), answers.update, writing))
        self.why.setText(why(scenario, ensemble, writing))
        self.summary.fit_height()
        self.setAccessibleDescription(f"{self.readout.text()}. {self.why.text()}")

    def _sample(self) -> str:
        """Name the sample by its number, and by its inputs where they are few."""
        data, row = self.answers.scenario.data, self.answers.row
        inputs = data.inputs[row]
        numbers = ", ".join(self.display.writing.show(value) for value in inputs.tolist())
        return f"sample {row + 1:,} ({numbers})" if len(inputs) <= 3 else f"sample {row + 1:,}"

    # numbers

    def table(self) -> PlotTable:
        """Return a row for each thinned network, then the mean and the whole network."""
        ensemble = self.answers.ensemble
        if ensemble is None or self.answers.why_not:
            return PlotTable()
        rows = NetworkRows(self.answers.scenario, ensemble, self.display.writing, None)
        last = ["mean", "whole network"]
        units = [" ".join(rows.units_in(row)) or "none" for row in range(len(rows))]
        one = np.array([ensemble.weights.sum(), np.nan])
        columns = [Column("units in", [*units, *last]), Column("probability", np.append(ensemble.probabilities, one))]
        columns.append(Column("weight in the mean", np.append(ensemble.weights, one)))
        pairs = [(ensemble.nets, ensemble.mean_net, ensemble.whole_net, "net")]
        pairs.append((ensemble.outputs, ensemble.mean, ensemble.whole, "out"))
        for each, mean, whole, kind in pairs:
            for unit, name in enumerate(self.answers.scenario.network.layers[-1].names):
                numbers = [*each[:, unit].tolist(), float(mean[unit]), float(whole[unit])]
                columns.append(Column(f"{kind}_{name}", np.array(numbers)))
        return PlotTable(*columns)

    def finish(self) -> None:
        self.answers.finish()
        self.draw()

    def picture_size(self) -> QSize:
        return PICTURE * self.display.zoom

    def paint_picture(self, painter: QPainter, room: QRect) -> None:
        """Draw the tables with a title, as much of them as there is room for."""
        palette, zoom = self.display.palette, self.display.zoom
        inner = QRectF(room).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        font = plain_font(11 * zoom)
        font.setWeight(QFont.Weight.Bold)
        words = plain_font(10 * zoom)
        lines = [(font, palette.text, f"Ensemble · {self.walkthrough.title}")]
        lines.append((words, palette.text, self.readout.text() or self.answers.why_not))
        lines.append((words, palette.muted, self.why.text()))
        for face, colour, text in lines:
            painter.setFont(face)
            painter.setPen(QColor(colour))
            box = painter.boundingRect(inner, Qt.TextFlag.TextWordWrap, text)
            painter.drawText(inner, Qt.TextFlag.TextWordWrap, text)
            inner.setTop(box.bottom() + 6 * zoom)
        if not len(self.networks.rows):
            return
        below = (len(self.summary.rows) + 0.5) * line_height(painter, zoom)
        height = paint_rows(painter, inner.adjusted(0, 0, 0, -below), self.networks.rows, self.display)
        paint_rows(painter, inner.adjusted(0, height, 0, 0), self.summary.rows, self.display, has_headings=False)
