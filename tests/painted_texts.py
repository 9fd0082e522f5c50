"""Which texts a widget paints: caught where they would become pixels, so that nothing is drawn meanwhile."""

from __future__ import annotations

import math

import shiboken6
from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPaintDevice, QPaintEngine, QPainter

_Metric = QPaintDevice.PaintDeviceMetric
_DPI, _POINTS = 96, 72


class TextEngine(QPaintEngine):
    """Keeps texts and forgets all else."""

    def __init__(self):
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts, self.heights = [], []

    def drawTextItem(self, place, item):
        self.texts.append(item.text())
        font = item.font()
        pixels = font.pixelSize() if font.pixelSize() > 0 else font.pointSizeF() * _DPI / _POINTS
        self.heights.append(pixels * math.sqrt(abs(self.painter().deviceTransform().determinant())))

    def type(self):
        return QPaintEngine.Type.User

    def begin(self, device):
        return True

    def end(self):
        return True

    def _forget(self, *arguments):
        for items in arguments:
            for item in items if isinstance(items, list) else ():
                shiboken6.invalidate(item)  # PySide holds what it hands over in a list for ever

    updateState = drawPixmap = drawTiledPixmap = drawImage = drawPath = drawPolygon = _forget  # noqa: N815
    drawRects = drawLines = drawPoints = drawEllipse = _forget  # noqa: N815


class TextDevice(QPaintDevice):
    """A screen of this size that only texts reach."""

    def __init__(self, size: QSize):
        super().__init__()
        self.engine = TextEngine()
        self._metrics = {_Metric.PdmWidth: size.width(), _Metric.PdmHeight: size.height()}
        dots = (_Metric.PdmDpiX, _Metric.PdmDpiY, _Metric.PdmPhysicalDpiX, _Metric.PdmPhysicalDpiY)
        self._metrics |= dict.fromkeys(dots, _DPI) | {_Metric.PdmNumColors: 1 << 24, _Metric.PdmDepth: 32}
        self._metrics[_Metric.PdmDevicePixelRatioScaled] = round(self.devicePixelRatioFScale())

    def paintEngine(self):
        return self.engine

    def metric(self, metric):
        return self._metrics.get(metric, 1)


def painted_texts(widget) -> list[str]:
    """Return the texts that the widget and those in it paint."""
    return _painted(widget).texts


def painted_heights(widget) -> list[tuple[str, float]]:
    """Return these texts with the size of their letters, in pixels."""
    engine = _painted(widget)
    return list(zip(engine.texts, engine.heights, strict=True))


def _painted(widget) -> TextEngine:
    device = TextDevice(widget.size())
    with QPainter(device) as painter:
        widget.render(painter, QPoint())
    return device.engine
