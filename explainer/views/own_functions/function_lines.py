"""A function and its slope, typeset one below the other as a book does."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explainer.state.session.display import Display
from explainer.trace.typeset.function_tex import FunctionLine
from explainer.views.look.typeset import TexImage, typeset

_POINTS, _GAP = 13.0, 12.0
_LEAST = 0.6
"""A long formula is set smaller, but not below this share."""


class FunctionLines(QWidget):
    """Shows lines; faded while what is typed is another function, or none yet."""

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        self._lines: tuple[FunctionLine, ...] = ()
        self._is_faded = False
        self.setAccessibleName("Function and slope")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: tuple[FunctionLine, ...], is_faded: bool) -> None:
        self._lines, self._is_faded = lines, is_faded
        self.setAccessibleDescription("" if is_faded else "; ".join(line.text for line in lines))
        self.updateGeometry()
        self.update()

    def _fitted(self) -> list[TexImage]:
        """The lines, each in the width that there is."""
        fitted = (self._in_room(line.tex) for line in self._lines)
        return [image for image in fitted if image is not None]

    def _in_room(self, tex: str) -> TexImage | None:
        image, room = self._image(tex, 1.0), self.visibleRegion().boundingRect().width()
        width = image.image.deviceIndependentSize().width() if image else 0.0
        return self._image(tex, max(room / width, _LEAST)) if 0 < room < width else image

    def _image(self, tex: str, share: float) -> TexImage | None:
        palette, points = self._display.palette, share * _POINTS * self._display.zoom
        return typeset(tex, points, palette.disabled if self._is_faded else palette.text, self.devicePixelRatioF())

    # Qt

    def sizeHint(self) -> QSize:
        sizes = [image.image.deviceIndependentSize() for image in self._fitted()]
        zoom = self._display.zoom
        height = sum(size.height() + _GAP * zoom for size in sizes)
        return QSize(round(max((size.width() for size in sizes), default=0.0)), round(max(height, 90 * zoom)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        top = _GAP * self._display.zoom / 2
        with QPainter(self) as painter:
            for image in self._fitted():
                painter.drawImage(QPointF(0, top), image.image)
                top += image.image.deviceIndependentSize().height() + _GAP * self._display.zoom
