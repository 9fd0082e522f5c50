"""Paints the shapes of a flow."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from explainer.picture.flow.shapes import FlowCurve, FlowPipe, FlowShapes, FlowText, FlowUnit
from explainer.picture.geometry import Box
from explainer.picture.palette import Colour, Palette, Role, towards_background
from explainer.views.look.text_metrics import label_font

_THIN, _FINE = 0.9, 2.5
"""How wide lines are, and below which width a pipe is one stroke."""
_HALO = 1.5
"""The ground that is seen at both sides of a pipe where it passes over others."""
_DASH, _GAP, _FINE_DASH, _FINE_GAP = 6.0, 4.0, 5.0, 3.5
_UNDER_HATCH = 0.68
_GLOW, _UNDER_LIT = 6.0, 0.82
"""How much wider than a pipe that the step is about is the light behind it, and how pale."""
_CENTRED = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextDontClip)


def paint_flow(painter: QPainter, shapes: FlowShapes, palette: Palette) -> None:
    """Paint all shapes, in the pixels of the picture."""
    colour = _colours(palette)
    for pipe in shapes.pipes:
        if pipe.is_lit:
            width = _GLOW + (0.0 if _is_line(pipe) else pipe.width)
            _drawn_by(painter, pipe.curve)(_pen(colour(towards_background(Role.MUTED, _UNDER_LIT)), width))
    _paint_lines(painter, [pipe for pipe in shapes.pipes if _is_line(pipe)], colour)
    for pipe in shapes.pipes:
        if not _is_line(pipe):
            _paint_pipe(painter, pipe, colour)
    for block in shapes.blocks:
        painter.fillRect(QRectF(*block.rect), colour(block.colour))
    for unit in shapes.units:
        _paint_unit(painter, unit, colour)
    for text in shapes.texts:
        _paint_text(painter, text, colour)


def paint_mark(painter: QPainter, shape: FlowPipe | FlowUnit, palette: Palette) -> None:
    """Mark what is selected or under the mouse."""
    colour = QColor(palette.of(Role.TEXT))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1.6))
    if isinstance(shape, FlowUnit):
        painter.drawEllipse(_rect(shape.box).adjusted(-3, -3, 3, 3))
    else:
        half = (0.0 if shape.is_edge else shape.width / 2) + 1.5
        for by in (-half, half):
            painter.drawPath(_path(shape.curve, by))


def _colours(palette: Palette) -> Callable[[Colour], QColor]:
    made: dict[Colour, QColor] = {}

    def colour(role: Colour) -> QColor:
        if role not in made:
            made[role] = QColor(palette.of(role))
        return made[role]

    return colour


def _is_line(pipe: FlowPipe) -> bool:
    return pipe.is_edge or pipe.is_hairline


def _paint_lines(painter: QPainter, pipes: Iterable[FlowPipe], colour: Callable[[Colour], QColor]) -> None:
    """Paint all lines that look the same at once, which is faster."""
    alike: dict[tuple[Colour, bool], QPainterPath] = {}
    for pipe in pipes:
        alike.setdefault((pipe.colour, pipe.is_hatched), QPainterPath()).addPath(_path(pipe.curve))
    for (line, is_hatched), path in alike.items():
        painter.strokePath(path, _pen(colour(line), _THIN, (_FINE_DASH, _FINE_GAP) if is_hatched else None))


def _paint_pipe(painter: QPainter, pipe: FlowPipe, colour: Callable[[Colour], QColor]) -> None:
    draw, width = _drawn_by(painter, pipe.curve), pipe.width
    is_fine = width < _FINE
    if not (pipe.curve.is_level or is_fine):
        draw(_pen(colour(Role.BACKGROUND), width + 2 * _HALO))
    if pipe.is_hatched and not is_fine:
        draw(_pen(colour(towards_background(pipe.colour, _UNDER_HATCH)), width))
    draw(_pen(colour(pipe.colour), width, (_DASH, _GAP) if pipe.is_hatched else None))


def _drawn_by(painter: QPainter, curve: FlowCurve) -> Callable[[QPen], None]:
    """Return what draws a course with a pen; a level one as a line, which is much faster."""
    if curve.is_level:
        line = QLineF(*curve.start, *curve.end)

        def draw_line(pen: QPen) -> None:
            painter.setPen(pen)
            painter.drawLine(line)

        return draw_line
    path = _path(curve)

    def draw_path(pen: QPen) -> None:
        painter.strokePath(path, pen)

    return draw_path


def _pen(colour: QColor, width: float, dashes: tuple[float, float] | None = None) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashes:
        pen.setDashPattern([length / width for length in dashes])
    return pen


def _path(curve: FlowCurve, by: float = 0.0) -> QPainterPath:
    path = QPainterPath(QPointF(curve.start.x, curve.start.y + by))
    for segment in curve.segments:
        path.cubicTo(*(QPointF(point.x, point.y + by) for point in segment[1:]))
    return path


def _paint_unit(painter: QPainter, unit: FlowUnit, colour: Callable[[Colour], QColor]) -> None:
    pen = QPen(colour(unit.colour), 2.4 if unit.is_strong else 1.2)
    if unit.is_dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(colour(unit.fill) if unit.fill else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(_rect(unit.box))


def _paint_text(painter: QPainter, text: FlowText, colour: Callable[[Colour], QColor]) -> None:
    rect = _rect(text.box)
    if text.has_plate:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(Role.BACKGROUND))
        painter.drawRoundedRect(rect, 3, 3)
    painter.setFont(label_font(text.is_bold))
    painter.setPen(colour(text.colour))
    painter.drawText(rect, _CENTRED, text.text)


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)
