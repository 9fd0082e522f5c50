"""A figure of what the present network makes of inputs, among the samples, with a key of their classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explainer.files.wording import counted
from explainer.picture.palette import Palette, blend
from explainer.state.answers.over_inputs.boundary_answers import BoundaryAnswers, is_other_data
from explainer.state.answers.over_inputs.fit_answers import FitAnswers
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.reason import Reason
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.parts.notice import Notice

SHAPES = ("s", "o", "t1", "d", "star", "h", "+", "p", "x", "t")
_GAP, _BETWEEN = 6.0, 16.0
_MARK = 10.0


class Mark(NamedTuple):
    """How the points of one class, or of one kind, are drawn; `is_hollow` ones are outlines."""

    name: str
    shape: str
    colour: str
    is_hollow: bool = False


def class_colours(palette: Palette, count: int) -> list[str]:
    """Return a colour for each class; of two, that of a negative weight and that of a positive one."""
    if count <= 2:
        return [palette.weight_minus, palette.weight_plus][:count]
    wine = blend(palette.weight_minus, palette.backward, 0.5)
    first = [palette.weight_plus, palette.weight_minus, palette.text, wine]
    first += [blend(palette.weight_plus, palette.panel, 0.35), blend(palette.weight_minus, palette.panel, 0.35)]
    first += [palette.muted]
    more = [blend(first[k % len(first)], palette.text, 0.45) for k in range(count - len(first))]
    return [*first, *more][:count]


def class_marks(palette: Palette, names: Sequence[str]) -> list[Mark]:
    """Return a mark for each class, by its name."""
    colours = class_colours(palette, len(names))
    return [Mark(name, SHAPES[k % len(SHAPES)], colours[k]) for k, name in enumerate(names)]


class ClassKey(QWidget):
    """The marks by name, beside each other as far as there is room; not to be seen where there are none."""

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self._marks: tuple[Mark, ...] = ()
        display.changed.connect(self._restyle)
        self.hide()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        if tuple(marks) != self._marks:
            self._marks = tuple(marks)
            self.setVisible(bool(self._marks))
            self.setAccessibleName("Key: " + ", ".join(mark.name for mark in self._marks))
            self.updateGeometry()
            self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def paint(self, painter: QPainter, room: QRectF) -> float:
        """Draw the marks by name into a picture, from the left; return how high that is."""
        metrics, zoom = QFontMetricsF(painter.font()), self._display.zoom
        x, y, line = room.left(), room.top(), metrics.height() * 1.3
        for mark in self._marks:
            width = _MARK * zoom + _GAP + metrics.horizontalAdvance(mark.name)
            if x > room.left() and x + width > room.right():
                x, y = room.left(), y + line
            self._paint_mark(painter, QPointF(x + _MARK * zoom / 2, y + line / 2), mark)
            painter.setPen(QColor(self._display.palette.text))
            text = QRectF(x + _MARK * zoom + _GAP, y, metrics.horizontalAdvance(mark.name) + 1, line)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, mark.name)
            x += width + _BETWEEN
        return y + line - room.top() if self._marks else 0.0

    def _paint_mark(self, painter: QPainter, at: QPointF, mark: Mark) -> None:
        zoom, palette = self._display.zoom, self._display.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(at)
        pen, brush = mark_pens(mark, palette, zoom)
        drawSymbol(painter, mark.shape, _MARK * zoom, pen, brush)
        painter.restore()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self.paint(painter, QRectF(self.rect()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high the marks are in this width."""
        metrics, zoom = QFontMetricsF(self.font()), self._display.zoom
        x, lines = 0.0, 1
        for mark in self._marks:
            own = _MARK * zoom + _GAP + metrics.horizontalAdvance(mark.name)
            if x > 0 and x + own > width:
                x, lines = 0.0, lines + 1
            x += own + _BETWEEN
        return round(lines * metrics.height() * 1.3)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, round(QFontMetricsF(self.font()).height() * 1.3))


def mark_pens(mark: Mark, palette: Palette, zoom: float) -> tuple[object, object]:
    """Return the pen and the brush of a mark: outlined so that it stands out from ground of its own colour."""
    if mark.is_hollow:
        return pg.mkPen(mark.colour, width=1.8 * zoom), pg.mkBrush(palette.panel)
    return pg.mkPen(palette.panel, width=1.2 * zoom), pg.mkBrush(mark.colour)


NOT_FINITE = "Nothing can be drawn: what the network puts out here is not finite. The numbers have grown too large."


class OverInputs(Figure):
    """Lets the network answer only while it is seen; has a key of marks, and axes that can be moved and zoomed.

    A subclass says in `show_samples` which axes show all samples, draws in `draw_answers`, and tells in `why_empty`
    where nothing came of it. Listens to the walkthrough and the display. While the run grows it shows the newest
    network, else that of the cursor.
    """

    def __init__(
        self,
        walkthrough: Walkthrough,
        display: Display,
        answers: BoundaryAnswers | FitAnswers,
        *,
        title: str,
        left: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(walkthrough, display, title=title, below="i1", left=left, counts=False, parent=parent)
        self._answers, self._is_fitted = answers, False
        answers.setParent(self)
        self.watch(answers.at_cursor)
        self.key = ClassKey(display)
        self.reason, self.notice = Reason(self.plot, self.key, self.legend), Notice(self.plot, display)
        self.body.insertWidget(0, self.key)
        self.body.insertWidget(0, self.reason, 1)
        self.plot.plotItem.vb.disableAutoRange()
        self.plot.plotItem.vb.sigRangeChanged.connect(self.draw_soon)
        answers.changed.connect(self.redraw)
        answers.at_cursor.changed.connect(self.draw_soon)

    @property
    def when(self) -> str:
        """Which network this is."""
        return f"after {counted(self._answers.at_cursor.done, 'update')}"

    def show_samples(self) -> None:
        """Make the axes show all samples, whatever the network makes of them yet."""

    def draw_answers(self) -> None:
        """Ask for what the axes show, and draw what is there."""

    def why_empty(self) -> str:
        """Return why there are axes but no answers in sight, in a sentence; nothing where there are some."""
        return ""

    def draw(self) -> None:
        if self.reason.show_reason(self._answers.why_not):
            self.say("")
            self.setAccessibleDescription(self.reason.text())
            return
        if not self._is_fitted:
            self._is_fitted = True
            self.show_samples()
        self.draw_answers()
        self.notice.show_sentence(self.why_empty())
        self.setAccessibleDescription(f"{self.accessibleDescription()} {self.notice.text}".strip())

    def fit(self) -> None:
        """Show all samples."""
        self._is_fitted = False
        self.redraw()

    def finish(self) -> None:
        self.draw()  # which asks for what is to be worked out
        self._answers.finish()
        self.draw()

    def picture_title(self) -> str:
        return f"{super().picture_title()} · {self.when}"

    def paint_key(self, painter: QPainter, room: QRectF) -> float:
        return self.key.paint(painter, room)

    def on_changed(self) -> None:
        """Other samples get axes of their own; an edit of one leaves them alone."""
        previous, data = self.walkthrough.previous, self.walkthrough.run.scenario.data
        if previous is None or is_other_data(previous.scenario.data, data):
            self._is_fitted = False
        super().on_changed()
