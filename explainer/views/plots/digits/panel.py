"""The digits panel: the sample, a pad with what the network reads on it, and the first layer's weights as pictures."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from explainer.engine.measure.classes import UNDECIDED, leader
from explainer.state.answers.digits.digit_answers import DigitAnswers
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import Label, OwnKeys, caption
from explainer.views.controls.reason import Reason
from explainer.views.look.fonts import plain_font
from explainer.views.plots.digits.drawing import DrawingPad
from explainer.views.plots.digits.image_intake import ImageIntake
from explainer.views.plots.digits.pictures import SMALLEST, Bars, Thumb, grey_image, paint_pixels
from explainer.views.plots.digits.weights import WeightPictures
from explainer.views.plotting.panel import Panel
from explainer.views.plotting.table import Column, PlotTable

PICTURE = QSize(900, 620)
_MARGIN, _GAP = 14.0, 12
_ANY = Qt.AlignmentFlag(0)
_PAD_OF_WIDTH, _PAD_OF_HEIGHT, _LARGEST_PAD = 0.3, 0.53, 320
_THUMB_OF_PAD = 0.66
_NARROWEST, _NARROWEST_BARS = 300, 150


class DigitsPanel(Panel):
    """Pictures of a network whose inputs are pictures.

    Listens to the walkthrough, the pointing and the display; a click on a weight's picture selects its unit, Feed in
    puts the drawing in the place of the sample that is shown. While the run grows it shows the newest network.
    """

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(walkthrough, display, title="Digits", parent=parent)
        self.setObjectName("digits_panel")
        self.pictures = DigitAnswers(walkthrough, parent=self)
        self.watch(self.pictures.at_cursor)
        self.sample, self.seen = Thumb(display), Thumb(display)
        self.pad, self.bars = DrawingPad(self.pictures.pad, display), Bars(self.pictures, display)
        self.weights = WeightPictures(self.pictures, pointing, display)
        self.seen.setAccessibleName("The drawing as an input")
        self._sample_name, self._seen_name = caption(""), caption("as an input")
        self.reading = Label()
        self.reading.setProperty("role", "title")
        self.reading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.open = _button("Picture…", "Open a picture of a digit, a photo for instance, and put it on the pad", self)
        self.intake = ImageIntake(self.pictures.pad, display, self)
        self.clear = _button("Clear", "Take all ink off the pad", self)
        self.fill = _button("Fill the frame", "Make the drawing as large as the digits of the data are", self)
        self.feed = _button(
            "Feed in", "Put the drawing in the place of the sample that is shown, and step through", self
        )
        self._lay_out()
        self.setMinimumWidth(_NARROWEST)
        self._connect()

    def _lay_out(self) -> None:
        for button in (self.open, self.clear, self.fill, self.feed):
            self.add_control(button)
        self._page = QWidget(self)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._pictures_in_row())
        column.addWidget(self.weights, 1)
        self.reason = Reason(self._page, self.controls)
        self.body.addWidget(self.reason, 1)
        self.body.addWidget(self._page, 1)

    def _pictures_in_row(self) -> QGridLayout:
        top = QGridLayout()
        top.setHorizontalSpacing(_GAP)
        top.setVerticalSpacing(2)
        heads = self._sample_name, caption("draw or drop"), self._seen_name, self.reading
        pictures = self.sample, self.pad, self.seen, self.bars
        for place, (head, picture) in enumerate(zip(heads, pictures, strict=True)):
            top.addWidget(head, 0, place, Qt.AlignmentFlag.AlignBottom)
            where = Qt.AlignmentFlag.AlignTop if picture is not self.bars else _ANY
            top.addWidget(picture, 1, place, where)
        top.setColumnStretch(3, 1)
        return top

    def _connect(self) -> None:
        self.pictures.changed.connect(self.redraw)
        self.pad.image_given.connect(self.intake.give)
        self.intake.said.connect(self.said)
        self.intake.feed_wanted.connect(self._on_feed)
        self.open.clicked.connect(self.intake.ask)
        self.clear.clicked.connect(self.pictures.pad.clear)
        self.fill.clicked.connect(self.pictures.pad.fill_frame)
        self.feed.clicked.connect(self._on_feed)

    def _on_feed(self) -> None:
        if sentence := self.pictures.feed():
            self.said.emit(sentence)

    # drawing

    def _fit(self) -> None:
        """Make pad and pictures as large as the panel allows; leave out what the pad shows as well where the outputs
        would have no room beside it."""
        zoom, room = self.display.zoom, self.body.geometry()
        side = min(_PAD_OF_WIDTH * room.width(), _PAD_OF_HEIGHT * room.height(), _LARGEST_PAD * zoom)
        self.pad.side = round(max(side, SMALLEST * zoom))
        self.sample.side = self.seen.side = round(_THUMB_OF_PAD * self.pad.side)
        taken = self.pad.side + 2 * self.sample.side + 3 * _GAP
        for widget in (self.seen, self._seen_name):
            widget.setVisible(room.width() - taken >= _NARROWEST_BARS * zoom)
        self._show_name()
        for picture in (self.sample, self.seen, self.pad):
            picture.updateGeometry()
        self.bars.fit()

    def _show_name(self) -> None:
        """Tell which sample it is, in a narrow panel by its number alone."""
        name = self.pictures.sample_name
        self._sample_name.setText(name.removeprefix("sample ") if self.seen.isHidden() else name)
        self._sample_name.setToolTip(name)

    def dress(self) -> None:
        self._fit()

    def draw(self) -> None:
        pictures = self.pictures
        if self.reason.show_reason(pictures.why_not):
            self.setAccessibleDescription(pictures.why_not)
            return
        self.sample.show_values(pictures.sample)
        self.sample.setAccessibleName(pictures.sample_name)
        self.seen.show_values(pictures.drawing)
        self._show_name()
        self.reading.setText(self._read())
        for button in (self.clear, self.fill):
            button.setEnabled(not pictures.pad.is_empty)
        self.feed.setEnabled(not pictures.pad.is_empty and not self.display.is_stage)
        self.intake.tell(self._read_when(), self.feed.isEnabled())
        self.bars.describe()
        for widget in (self.bars, self.weights, self.pad):
            widget.update()
        self.setAccessibleDescription(f"{pictures.sample_name}. {self._read_when()}")

    def _read(self) -> str:
        """What the network reads on the pad, in words."""
        outputs = self.pictures.outputs
        if len(outputs) == 1 or not np.isfinite(outputs).all():
            return "outputs"
        best = leader(outputs)
        return "it is undecided" if best == UNDECIDED else f"it reads {self.pictures.output_names[best]}"

    def _read_when(self) -> str:
        return f"{self._read()}, {self.pictures.when}"

    # numbers

    def table(self) -> PlotTable:
        """Return a row for each pixel: sample, drawing and the weights of each unit; the outputs for the drawing are
        in the first rows."""
        pictures = self.pictures
        if pictures.why_not:
            return PlotTable()
        pixels = pictures.side**2
        row, column = np.divmod(np.arange(pixels), pictures.side)
        units = zip(pictures.unit_names, pictures.weights, strict=True)
        names, outputs = pictures.output_names, np.full(pixels, np.nan)
        shown = min(len(names), pixels)
        outputs[:shown] = pictures.outputs[:shown]
        return PlotTable(
            Column("row", row + 1),
            Column("column", column + 1),
            Column("sample", pictures.sample.ravel()),
            Column("drawing", pictures.drawing.ravel()),
            *(Column(f"weight to {name}", weights.ravel()) for name, weights in units),
            Column("output", [*names[:shown], *[""] * (pixels - shown)]),
            Column("output for the drawing", outputs),
        )

    def finish(self) -> None:
        self.pictures.finish()
        self.draw()

    def picture_size(self) -> QSize:
        return PICTURE * self.display.zoom

    def paint_picture(self, painter: QPainter, room: QRect) -> None:
        """Draw the sample, the drawing with its outputs if there is one, and the weights, as large as the room is."""
        palette, zoom, pictures = self.display.palette, self.display.zoom, self.pictures
        inner = QRectF(room).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        font = plain_font(11 * zoom)
        font.setWeight(QFont.Weight.Bold)
        self._paint_words(painter, inner, font, palette.text, f"Digits · {self.walkthrough.title}")
        inner.setTop(inner.top() + 26 * zoom)
        if pictures.why_not:
            self._paint_words(painter, inner, plain_font(10 * zoom), palette.muted, pictures.why_not)
            return
        height, line, plain = 0.36 * inner.height(), 20 * zoom, plain_font(9 * zoom)
        things = [(pictures.sample_name, pictures.sample)]
        things += [] if pictures.pad.is_empty else [("drawing", pictures.drawing)]
        for k, (name, values) in enumerate(things):
            box = QRectF(inner.left() + k * (height - line + 24), inner.top() + line, height - line, height - line)
            self._paint_words(painter, box.translated(0, -line), plain, palette.muted, name)
            paint_pixels(painter, box, grey_image(values, palette), palette.line)
        if not pictures.pad.is_empty:
            bars = inner.adjusted(len(things) * (height - line + 24), line, 0, 0)
            bars.setHeight(height - line)
            self._paint_words(painter, bars.translated(0, -line), plain, palette.muted, self._read_when())
            self.bars.paint(painter, bars)
        self.weights.paint(painter, inner.adjusted(0, height + 12 * zoom, 0, 0))

    def _paint_words(self, painter: QPainter, at: QRectF, font: QFont, colour: str, words: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(at.adjusted(0, 0, 400, 0), Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, words)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)


def _button(text: str, tip: str, parent: QWidget) -> QPushButton:
    button = QPushButton(text, parent)
    button.setToolTip(tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    OwnKeys(button, Qt.Key.Key_Space)
    return button
