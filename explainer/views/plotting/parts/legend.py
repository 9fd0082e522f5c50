"""The legend of a figure: each curve by name with a piece of its line; a press hides it and shows it again."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from explainer.state.session.display import Display
from explainer.views.controls.controls import OwnKeys
from explainer.views.plotting.parts.curves import Series
from explainer.views.plotting.parts.flow import Flow

_SAMPLE = 22
_GAP = 6.0


class LegendEntry(QToolButton):
    """Names one curve; pressed, the curve is shown."""

    def __init__(self, series: Series, display: Display, parent: QWidget) -> None:
        super().__init__(parent)
        self._series, self._display = series, display
        self.setCheckable(True)
        self.setProperty("role", "legend")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        OwnKeys(self, Qt.Key.Key_Space)
        self.toggled.connect(series.switch)
        series.switched.connect(self.show_series)
        self.show_series()

    def show_series(self) -> None:
        series = self._series
        self.setText(series.name)
        self.setChecked(series.is_on)
        self.setVisible(series.y.size > 0)
        self.setToolTip(f"{'Hide' if series.is_on else 'Show'} {series.name}")
        self.setAccessibleName(f"Show {series.name}")
        zoom, colour = self._display.zoom, series.colour if series.is_on else self._display.palette.grip
        size = QSize(round(_SAMPLE * zoom), round(12 * zoom))
        self.setIconSize(size)
        self.setIcon(line_sample(colour, series.style, size, zoom, self.devicePixelRatioF()))


def line_sample(colour: str, style: Qt.PenStyle, size: QSize, zoom: float, ratio: float) -> QIcon:
    """Return a piece of a line, for a screen of that many pixels to a point."""
    image = QPixmap(size * ratio)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        _paint_sample(painter, QRectF(QPointF(), size.toSizeF()), colour, style, zoom)
    return QIcon(image)


def _paint_sample(painter: QPainter, within: QRectF, colour: str, style: Qt.PenStyle, zoom: float) -> None:
    painter.setPen(QPen(QColor(colour), 2.5 * zoom, style))
    y = round(within.center().y())
    painter.drawLine(QPointF(within.left() + 1, y), QPointF(within.right() - 1, y))


class Legend(Flow):
    """All curves of a figure by name; not to be seen where there is only one, or no room."""

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self._series: list[Series] = []
        self._entries: list[LegendEntry] = []
        self._has_room = True
        self.setAccessibleName("Curves")
        self.hide()

    def add_series(self, series: Series) -> None:
        entry = LegendEntry(series, self._display, self)
        self._series.append(series)
        self._entries.append(entry)
        self.add(entry)
        series.switched.connect(self._show)
        self._show()

    def remove_series(self, series: Series) -> None:
        index = self._series.index(series)
        entry = self._entries.pop(index)
        self._series.pop(index)
        self.remove(entry)
        self._show()

    @property
    def entries(self) -> tuple[LegendEntry, ...]:
        return tuple(self._entries)

    def restyle(self) -> None:
        """Draw the pieces of line again: colours or sizes are others."""
        for entry in self._entries:
            entry.show_series()

    def give_room(self, has_room: bool) -> None:
        """Be seen, or give way to the curves."""
        if has_room != self._has_room:
            self._has_room = has_room
            self._show()

    def _show(self) -> None:
        self.setVisible(self._has_room and sum(series.y.size > 0 for series in self._series) > 1)

    def paint(self, painter: QPainter, room: QRectF) -> float:
        """Draw the curves that are to be seen by name into a picture, from the left; return how high that is."""
        metrics = QFontMetricsF(painter.font())
        x, y, line, zoom = room.left(), room.top(), metrics.height() * 1.4, self._display.zoom
        shown = [series for series in self._series if series.is_on and series.y.size]
        for series in shown if len(shown) > 1 else ():
            width = _SAMPLE * zoom + _GAP + metrics.horizontalAdvance(series.name)
            if x > room.left() and x + width > room.right():
                x, y = room.left(), y + line
            _paint_sample(painter, QRectF(x, y, _SAMPLE * zoom, line), series.colour, series.style, zoom)
            painter.setPen(QColor(self._display.palette.text))
            painter.drawText(QPointF(x + _SAMPLE * zoom + _GAP, y + line * 0.72), series.name)
            x += width + 3 * _GAP
        return y + line - room.top() if len(shown) > 1 else 0.0
