"""The confusion matrix as a plot: of the training or the test part, with the share that is right."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QToolTip, QWidget

from explainer.files.wording import counted
from explainer.state.answers.class_answers import ClassAnswers, accuracy_of
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import OwnKeys, announce
from explainer.views.controls.reason import Reason
from explainer.views.look.fonts import plain_font
from explainer.views.plots.class_plot.matrix import Confusion, Places, paint_matrix, places_of
from explainer.views.plotting.panel import Panel
from explainer.views.plotting.table import Column, PlotTable

PICTURE = QSize(720, 760)
_MARGIN = 14.0
_STEPS = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: 10_000}


class ConfusionMatrix(QWidget):
    """Shows one confusion matrix; the tip of a cell says what it means.

    Arrows, Home and End go from cell to cell: `told` carries what the next one means, and nothing at the end.
    """

    told = Signal(str)

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self.confusion: Confusion | None = None
        self._cell = 0, 0
        self.setAccessibleName("Which class is taken for which")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(self, *_STEPS, *_ENDS)
        self.setMinimumSize(120, 100)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_confusion(self, confusion: Confusion | None) -> None:
        """Show this one; the one that is shown already is not painted again."""
        before, self.confusion = self.confusion, confusion
        if confusion is None or before is None or confusion.counts is not before.counts:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.confusion is not None:
            with QPainter(self) as painter:
                paint_matrix(painter, QRectF(self.rect()), self.confusion, self._display.palette, self._display.zoom)
                if self.hasFocus():
                    painter.setPen(QPen(QColor(self._display.palette.text), 2))
                    painter.drawRect(self._places(self.confusion).cell_at(*self._cell))

    def _places(self, confusion: Confusion) -> Places:
        return places_of(QRectF(self.rect()), confusion, self._display.zoom)

    def _go_to(self, confusion: Confusion, row: int, column: int) -> None:
        """Say what a cell means, and show it."""
        self._cell = min(max(row, 0), len(confusion.names) - 1), min(max(column, 0), len(confusion.columns) - 1)
        self.update()
        sentence = confusion.sentence(*self._cell)
        self.setAccessibleDescription(sentence)
        announce(self, sentence)
        self.told.emit(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, confusion = Qt.Key(event.key()), self.confusion
        if confusion is None or key not in (*_STEPS, *_ENDS):
            super().keyPressEvent(event)
            return
        (row, column), (down, right) = self._cell, _STEPS.get(key, (0, 0))
        self._go_to(confusion, row + down, _ENDS.get(key, column + right))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.told.emit("")

    def tip_at(self, point: QPointF) -> str:
        """Return what the cell at a point of the view means; nothing beside the matrix."""
        if self.confusion is None:
            return ""
        cell = self._places(self.confusion).at(point)
        return self.confusion.sentence(*cell) if cell else ""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos().toPointF()), self)
            return True
        return super().event(event)


class ClassPlot(Panel):
    """Counts which class is taken for which, in the training part or in the test part.

    Listens to the walkthrough and the display. While the run grows it shows the newest network, else that of the
    cursor.
    """

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(walkthrough, display, title="Classes", parent=parent)
        self.answers = ClassAnswers(walkthrough, parent=self)
        self.watch(self.answers.at_cursor)
        self.matrix = ConfusionMatrix(display)
        self.training, self.test = self._part("Training"), self._part("Test")
        self._parts = QButtonGroup(self)
        self._lay_out()
        self.answers.changed.connect(self.redraw)
        self.matrix.told.connect(self._on_told)
        self.answers.at_cursor.changed.connect(self.draw_soon)

    def _lay_out(self) -> None:
        for button in (self.training, self.test):
            self._parts.addButton(button)
        self.training.setChecked(True)
        self._parts.buttonToggled.connect(self.redraw)
        self.reason = Reason(self.matrix)
        self.body.addWidget(self.reason, 1)
        self.body.addWidget(self.matrix, 1)

    def _part(self, name: str) -> QToolButton:
        button = self.add_switch(name, f"Count the {name.lower()} part")
        button.hide()
        return button

    # drawing

    def dress(self) -> None:
        self.matrix.update()

    def draw(self) -> None:
        found = self.answers.counts
        has_test = found is not None and found.test is not None
        for button in (self.training, self.test):
            button.setVisible(has_test)
        confusion = self.confusion
        self.matrix.show_confusion(confusion)
        if self.reason.show_reason(self.answers.why_not):
            self.say("")
        elif found is not None and confusion is not None:
            self.say(f"{_share(confusion)}, after {counted(found.done, 'update')}")
        else:
            self.say("")
        self._describe()

    @property
    def confusion(self) -> Confusion | None:
        """The matrix that is looked at; None where there are no classes, or nothing is counted yet."""
        found = self.answers.counts
        if found is None or self.answers.why_not:
            return None
        is_test = self.test.isChecked() and found.test is not None
        return Confusion(found.names, found.test if is_test and found.test is not None else found.training)

    def _on_told(self, sentence: str) -> None:
        if sentence:
            self.say(sentence)
        else:
            self.draw_soon()

    def _describe(self) -> None:
        confusion = self.confusion
        if confusion is None:
            self.setAccessibleDescription(self.answers.why_not)
            return
        wrong = confusion.counts * (1 - np.eye(*confusion.counts.shape, dtype=np.intp))
        most = np.unravel_index(int(wrong.argmax()), wrong.shape)
        worst = f" Most often wrong: {confusion.sentence(int(most[0]), int(most[1]))}." if wrong.any() else ""
        self.setAccessibleDescription(f"{self.readout.text()}.{worst}")

    # numbers

    def table(self) -> PlotTable:
        """Return a row for each class: how many samples were put into each, and into none if there are such."""
        found = self.answers.counts
        if found is None or self.answers.why_not:
            return PlotTable()
        parts = [("training", found.training)] + ([("test", found.test)] if found.test is not None else [])
        counts = [
            Column(f"{part}: {name}", counts[:, k].astype(np.float64))
            for part, counts in parts
            for k, name in enumerate(Confusion(found.names, counts).columns)
        ]
        return PlotTable(Column("class", found.names), *counts)

    def finish(self) -> None:
        self.answers.finish()
        self.draw()

    def picture_size(self) -> QSize:
        return PICTURE * self.display.zoom

    def paint_picture(self, painter: QPainter, room: QRect) -> None:
        """Draw what is looked at, with a title, as large as the room is."""
        palette, zoom, confusion = self.display.palette, self.display.zoom, self.confusion
        inner = QRectF(room).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        font = plain_font(11 * zoom)
        font.setWeight(QFont.Weight.Bold)
        part = " · test part" if self.test.isChecked() and not self.test.isHidden() else ""
        lines = [(font, palette.text, f"Classes{part} · {self.walkthrough.title}")]
        lines.append((plain_font(10 * zoom), palette.muted, self.readout.text() or self.answers.why_not))
        for face, colour, text in lines:
            painter.setFont(face)
            painter.setPen(QColor(colour))
            box = painter.boundingRect(inner, Qt.TextFlag.TextWordWrap, text)
            painter.drawText(inner, Qt.TextFlag.TextWordWrap, text)
            inner.setTop(box.bottom() + 6 * zoom)
        if confusion is not None:
            paint_matrix(painter, inner, confusion, palette, zoom)


def _share(confusion: Confusion) -> str:
    right, total = int(np.trace(confusion.counts)), int(confusion.counts.sum())
    undecided = f", {confusion.undecided:,} undecided" if confusion.undecided else ""
    return f"{right:,} of {total:,} right ({100 * accuracy_of(confusion.counts):.1f} %){undecided}"
