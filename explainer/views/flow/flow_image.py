"""The picture of a flow as a file, without a window."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter

from explainer.picture.flow.flow_numbers import Direction, FlowNumbers, direction_of
from explainer.picture.flow.flow_picture import flow_picture
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.flow.painting import paint_flow
from explainer.views.look.picture_files import png_of, svg_of
from explainer.views.look.text_metrics import LABELS


class FlowImage:
    """What flows at the walkthrough's cursor, one way or as the step has it. It stays when the walkthrough goes on."""

    def __init__(
        self, walkthrough: Walkthrough, display: Display, size: QSize, direction: Direction | None = None
    ) -> None:
        known, self._palette = walkthrough.known, display.palette
        self._title, self._size = walkthrough.title, size
        numbers = FlowNumbers(known, direction or direction_of(known), display.writing)
        room = float(size.width()), float(size.height())
        self._picture = flow_picture(numbers, LABELS, room, display.zoom, has_keys=False)

    def file(self, form: str) -> bytes:
        """Return the picture as a file of the form "png" or "svg"."""
        if form == "svg":
            return svg_of(self._paint, self._size, self._title, self._palette.background)
        return png_of(self._paint, self._size, self._palette.background)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(self._picture.layout.scale, self._picture.layout.scale)
        paint_flow(painter, self._picture.shapes, self._palette)
