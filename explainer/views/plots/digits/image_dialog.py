"""How a picture becomes an input: each stage as a small picture, with what there is to choose."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from explainer.engine.arrays import Array
from explainer.state.answers.digits.pad_image import PadImage
from explainer.state.session.display import Display
from explainer.views.controls.controls import Label
from explainer.views.controls.pickers import Slider
from explainer.views.plots.digits.pictures import plain_image

_SIDE, _PERCENT = 112, 100


class StageName(NamedTuple):
    """A stage: its field of `ImageStages`, what it is called, and what happens there."""

    field: str
    name: str
    what: str


STAGES = (
    StageName("grey", "1 · grey", "The picture in greys, from black, 0, to white, 1"),
    StageName("inverted", "2 · inverted", "How much each dot differs from the paper around it: ink is light"),
    StageName("inked", "3 · threshold", "What is below the threshold is paper, 0; above it the greys stay"),
    StageName("cropped", "4 · cropped", "Only what there is ink on; small specks are left out"),
    StageName("centred", "5 · centred", "In a square, with the middle of the ink in its middle"),
    StageName("averaged", "6 · averaged", "The mean of each block is a pixel: what the network gets"),
)


class StagePicture(QWidget):
    """One stage, as large as it fits into a square; ink is light."""

    def __init__(self, stage: StageName, display: Display) -> None:
        super().__init__()
        self._display, self._values, self._image = display, None, QImage()
        self.setAccessibleName(f"{stage.name}: {stage.what}")
        self.setToolTip(stage.what)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_values(self, values: Array) -> None:
        """Show these values, from 0, black, to 1, white."""
        self._image = plain_image(values)
        rows, columns = values.shape
        self.setAccessibleDescription(f"{columns} × {rows}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE) * self._display.zoom

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        room = QRectF(0, 0, size.width() - 1, size.height() - 1)
        room.moveCenter(QRectF(self.rect()).center())
        with QPainter(self) as painter:
            is_fine = self._image.width() > size.width()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_fine)
            painter.drawImage(room, self._image)
            painter.setPen(QPen(self._display.palette.line))
            painter.drawRect(room)


class ImageDialog(QDialog):
    """Shows the stages of the picture on the pad and takes what is chosen. Listens to `changed` of the picture.

    `feed_wanted` when it is to be fed in.
    """

    feed_wanted = Signal()

    def __init__(self, image: PadImage, display: Display, parent: QWidget) -> None:
        super().__init__(parent)
        self._image, self._display = image, display
        self.setObjectName("image_stages")
        self.setWindowTitle("From a picture to an input")
        self._pictures = {stage.field: StagePicture(stage, display) for stage in STAGES}
        self.turned = QCheckBox("dark on light")
        self.turned.setToolTip("Dark writing is turned round: it becomes light on dark")
        self.threshold = Slider(_PERCENT + 1, self)
        self.threshold.setAccessibleName("Threshold in per cent of the darkest ink")
        self.threshold.setToolTip("From where on a dot is ink")
        self.automatic = QPushButton("Automatic")
        self.automatic.setToolTip("Where Otsu's rule finds that paper and ink part best")
        self._reading = ""
        self._level, self.message = Label(), Label(wordWrap=True)
        self.message.setObjectName("image_message")
        self.message.setMinimumHeight(2 * self.message.fontMetrics().lineSpacing())
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.feed = self._buttons.addButton("Feed in", QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for column, stage in enumerate(STAGES):
            name = Label(stage.name)
            name.setProperty("role", "caption")
            grid.addWidget(name, 0, column)
            grid.addWidget(self._pictures[stage.field], 1, column)
        choices = QHBoxLayout()
        choices.addWidget(self.turned)
        choices.addSpacing(18)
        choices.addWidget(Label("threshold"))
        choices.addWidget(self.threshold, 1)
        choices.addWidget(self._level)
        choices.addWidget(self.automatic)
        layout = QVBoxLayout(self)
        layout.addLayout(grid)
        layout.addLayout(choices)
        layout.addWidget(self.message)
        layout.addWidget(self._buttons)

    def _connect(self) -> None:
        self._image.changed.connect(self._show)
        self.turned.clicked.connect(self._on_chosen)
        self.threshold.valueChanged.connect(self._on_chosen)
        self.automatic.clicked.connect(self._on_automatic)
        self.feed.clicked.connect(self.feed_wanted)
        self._buttons.rejected.connect(self.close)

    def tell(self, reading: str, may_feed: bool) -> None:
        """Tell what the network reads, and whether it may be fed in."""
        self._reading = f"On the pad, {reading}."
        self.message.setText(self._image.trouble or self._reading)
        self.feed.setEnabled(may_feed)

    def _show(self) -> None:
        stages = self._image.stages
        if stages is None:
            return
        for field, picture in self._pictures.items():
            picture.show_values(getattr(stages, field))
        chosen = self._image.threshold
        threshold = stages.threshold if chosen is None else chosen
        self.turned.setChecked(stages.is_turned if self._image.is_turned is None else self._image.is_turned)
        if round(threshold * _PERCENT) != self.threshold.value():
            self.threshold.setValue(round(threshold * _PERCENT))
        self._level.setText(f"{threshold:.0%}")
        self.automatic.setEnabled(chosen is not None)
        self.message.setText(self._image.trouble or self._reading)

    def _on_chosen(self) -> None:
        stages = self._image.stages
        if stages is None:
            return
        is_turned, position = self.turned.isChecked(), self.threshold.value()
        is_own = self._image.threshold is not None or position != round(stages.threshold * _PERCENT)
        turned = None if is_turned == stages.is_turned and self._image.is_turned is None else is_turned
        self._image.choose(position / _PERCENT if is_own else None, turned)

    def _on_automatic(self) -> None:
        self._image.choose(None, self._image.is_turned)
