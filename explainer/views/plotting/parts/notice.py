"""Why nothing is drawn in a plot whose axes are there all the same: a sentence in the middle of them."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QTextOption
from PySide6.QtWidgets import QGraphicsTextItem, QStyleOptionGraphicsItem, QWidget

from explainer.state.session.display import Display
from explainer.views.look.fonts import plain_font
from explainer.views.plotting.parts.plot_widget import POINTS

_SHARE = 0.86
"""How much of the width of the axes the sentence takes at most."""


class Notice(QGraphicsTextItem):
    """A sentence in front of all that is drawn, on the ground of the plot; a part of pictures too."""

    def __init__(self, plot: pg.PlotWidget, display: Display) -> None:
        self._view = plot.plotItem.vb
        super().__init__(self._view)
        self._display = display
        self.setZValue(900)
        self.document().setDefaultTextOption(QTextOption(Qt.AlignmentFlag.AlignHCenter))
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.hide()
        self._view.sigResized.connect(self._place)

    @property
    def text(self) -> str:
        """The sentence; nothing where none is shown."""
        return self.toPlainText()

    def show_sentence(self, sentence: str) -> None:
        """Show a sentence, or nothing."""
        self.setFont(plain_font(POINTS * self._display.zoom))
        self.setDefaultTextColor(QColor(self._display.palette.text))
        self.setPlainText(sentence)
        self.setVisible(bool(sentence))
        self._place()

    def _place(self) -> None:
        """Be in the middle of the axes, in as many lines as it takes."""
        room = self._view.boundingRect()
        self.setTextWidth(-1)
        self.setTextWidth(min(self.document().idealWidth(), _SHARE * room.width()))
        size = self.document().size()
        self.setPos(room.center() - QPointF(size.width(), size.height()) / 2)

    # Qt

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.fillRect(self.boundingRect(), QColor(self._display.palette.panel))
        super().paint(painter, option, widget)  # type: ignore[arg-type] # the stub knows no None
