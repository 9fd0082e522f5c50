"""The loss curve with its marker, axes, texts and buttons: how it is laid out and painted."""

from __future__ import annotations

import math
from time import perf_counter

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from explainer.state.background.trainer import Trainer
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import OwnKeys
from explainer.views.timeline.loss_axes import Row, TrackTexts
from explainer.views.timeline.loss_curves import LossCurves
from explainer.views.timeline.loss_picture import EDGE, CurvePlace, LossPicture
from explainer.views.timeline.loss_reading import LossReading
from explainer.views.timeline.strip import MARGIN

DRAG = "Drag along the curve to any update."
_ROWS, _TEXT_ROWS = (2, 5), 3
_SHARE = 0.1
"""How much of the height of the window the track takes."""
_STAGE_HEIGHT = 11.0
_COLUMN = 2
"""How many points wide a column is of which only the least and the greatest loss are drawn."""


class LossFrame(QWidget):
    """Paints what its reading finds; on a stage only the curve and the marker, as a thin line.

    `seconds` is how long it took of late to find what is drawn.
    """

    def __init__(
        self, walkthrough: Walkthrough, display: Display, trainer: Trainer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._walkthrough, self._display = walkthrough, display
        self._reading = LossReading(walkthrough, display, trainer)
        self._picture, self._texts = LossPicture(display), TrackTexts(display)
        self._rows = _ROWS[0]
        self._pointed: int | None = None
        self._shown: tuple[object, ...] = ()
        self.seconds = 0.0
        self.logarithmic = self._button("log", "Show the loss on a logarithmic axis", "Logarithmic loss axis")
        self.logarithmic.setObjectName("loss_plot_log")
        self.logarithmic.setCheckable(True)
        tip = "Open the loss as a plot: data loss, penalty and test loss apart, every value, and saving"
        self.more = self._button("plot…", tip, "Open the loss plot")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _button(self, text: str, tip: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(name)
        button.setProperty("role", "small")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(button, Qt.Key.Key_Space)
        return button

    def dress(self) -> None:
        """Take the sizes of the display."""
        self._texts.set_font(self.font())
        self.fit(self.window().height())
        self.updateGeometry()
        self._place_buttons()

    @property
    def curves(self) -> LossCurves:
        """What is drawn."""
        begun = perf_counter()
        curves = self._reading.curves(max(int(self.place.inner.width()) // _COLUMN, 1))
        self.seconds = perf_counter() - begun
        return curves

    # where things are

    def fit(self, height: int) -> None:
        """Be as high as suits a window of this height: two lines of text to five."""
        fewest, most = _ROWS
        rows = min(max(int(_SHARE * height / self._texts.line), fewest), most)
        if rows != self._rows:
            self._rows = rows
            self.updateGeometry()

    @property
    def _margin(self) -> float:
        return MARGIN * self._display.zoom

    @property
    def _text_width(self) -> float:
        """How wide the texts at the left can become: that room is kept, so that the curve stays where it is."""
        return max(self._texts.width_of(text, True) for text in self._reading.widest_texts())

    @property
    def _texts_end(self) -> float:
        return 2 * self._margin + self._text_width

    @property
    def place(self) -> CurvePlace:
        """Where the curve is drawn."""
        right = self.width() - self._margin
        if self._display.is_stage:
            left, height, over = self._margin, float(self.height()), EDGE / 2
        else:
            left = self._texts_end + self._texts.loss_width
            height, over = self.height() - self._texts.line - 2, 0.0
        inner = QRectF(left, EDGE - over, max(right - left, 1), height - 2 * (EDGE - over))
        return CurvePlace(inner.adjusted(-EDGE, -EDGE, EDGE, EDGE), self._reading.end)

    def _place_buttons(self) -> None:
        """Put the buttons below the texts, or away where there is no room."""
        x, has_room = self._margin - 6, not self._display.is_stage and self._rows > 3
        for button in (self.logarithmic, self.more):
            button.setVisible(has_room)
            button.adjustSize()
            button.move(round(x), self.height() - button.height())
            x += button.width()

    # painting

    def _look(self, curves: LossCurves) -> tuple[object, ...]:
        """Return what decides how the curve and what is around it look."""
        walkthrough = self._walkthrough
        loss = walkthrough.known.loss
        return curves, walkthrough.cursor.update, None if math.isnan(loss) else loss, self._pointed, self._display.zoom

    def update_changed(self) -> None:
        """Paint the texts beside the curve anew, and the curve where it looks different now."""
        before, self._shown = self._shown, self._look(self.curves)
        if self._shown == before:
            self.update(0, 0, int(self._texts_end), math.ceil(_TEXT_ROWS * self._texts.line) + 2)
        else:
            self.update()

    def _text_rows(self) -> list[Row]:
        where, loss, difference = self._reading.texts(self._pointed)
        palette = self._display.palette
        if not difference and self._walkthrough.run.updates > 1:
            difference = DRAG
        rows = [Row(where, palette.text, True), Row(loss, palette.loss), Row(difference, palette.muted)]
        return rows[: self._rows]

    def _paint_cursor(self, painter: QPainter, curves: LossCurves, place: CurvePlace) -> None:
        palette, zoom = self._display.palette, self._display.zoom
        if self._pointed:
            self._paint_upright(painter, place, self._pointed, QPen(QColor(palette.muted), 1))
        update, loss = self._walkthrough.cursor.update, self._walkthrough.known.loss
        self._paint_upright(painter, place, update, QPen(QColor(palette.text), 1.5 * zoom))
        if not math.isnan(loss) and curves.scale:
            painter.setPen(QPen(QColor(palette.panel), 1))
            painter.setBrush(QColor(palette.loss))
            at = QPointF(place.x(update - 1), place.y(float(curves.scale.share(loss))))
            painter.drawEllipse(at, 4.5 * zoom, 4.5 * zoom)

    def _paint_upright(self, painter: QPainter, place: CurvePlace, update: int, pen: QPen) -> None:
        x, inner = place.x(update - 1), place.inner
        painter.setPen(pen)
        painter.drawLine(QPointF(x, inner.top() - 4), QPointF(x, inner.bottom() + 4))

    # Qt

    def sizeHint(self) -> QSize:
        is_stage = self._display.is_stage
        height = _STAGE_HEIGHT * self._display.zoom if is_stage else self._rows * self._texts.line + 10
        return QSize(800, math.ceil(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def paintEvent(self, event: QPaintEvent) -> None:
        curves, place = self.curves, self.place
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self._display.is_stage:
                self._texts.paint_rows(painter, self._text_rows(), self._margin, self._text_width + self._margin)
            if event.rect().right() < self._texts_end:
                return
            picture = self._picture.picture(curves, place, self.devicePixelRatioF())
            painter.drawPixmap(place.room.topLeft(), picture)
            if not self._display.is_stage:
                self._texts.paint_axes(painter, curves.scale, place)
            self._paint_cursor(painter, curves, place)
