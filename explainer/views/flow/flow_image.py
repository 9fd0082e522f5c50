"""The picture of a flow as a file, without a window."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter

from explainer.picture.flow.flow_numbers import FlowNumbers, direction_of
from explainer.picture.flow.flow_picture import flow_picture
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.flow.painting import paint_flow
from explainer.views.look.picture_files import png_of, svg_of
from explainer.views.look.text_metrics import LABELS


def flow_image(walkthrough: Walkthrough, display: Display, form: str, size: QSize) -> bytes:
    """Return what flows at the walkthrough's cursor as a file of the form "png" or "svg"."""
    known, palette = walkthrough.known, display.palette
    numbers = FlowNumbers(known, direction_of(known), display.writing)
    picture = flow_picture(numbers, LABELS, (float(size.width()), float(size.height())), display.zoom)

    def paint(painter: QPainter) -> None:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(picture.layout.scale, picture.layout.scale)
        paint_flow(painter, picture.shapes, palette)

    if form == "svg":
        return svg_of(paint, size, walkthrough.title, palette.background)
    return png_of(paint, size, palette.background)
