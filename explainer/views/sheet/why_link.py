"""The link beside the sentence of a line that leads to where its formula comes from."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction, QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from explainer.picture.geometry import Rect
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.trace.derived.questions import WHY
from explainer.views.controls.controls import OwnKeys

_LETTERS = 0.56
"""Of its height: how large its letters are, those of the sentence beside it."""


class WhyButton(QAbstractButton):
    """Asks for the derivation of the line at the cursor; it is there where the page has room for it. Reached by Tab."""

    def __init__(self, parent: QWidget, pointing: Pointing, display: Display) -> None:
        super().__init__(parent)
        self._pointing, self._display = pointing, display
        self.action = QAction(WHY, self)
        self.action.triggered.connect(self._on_clicked)
        self.setObjectName("why_link")
        self.setText("Why?")
        self.setAccessibleName(WHY)
        self.setToolTip(f"{WHY} Its derivation, rule by rule  (Alt+9)")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)
        OwnKeys(self, Qt.Key.Key_Space)
        self.hide()

    def place_at(self, place: Rect | None, offset: QPointF) -> None:
        """Be at a place of the page, which is scrolled by an offset; be away where there is none."""
        self.setVisible(place is not None)
        self.action.setVisible(place is not None)
        if place is not None:
            x, y = place.left - offset.x(), place.top - offset.y()
            self.setGeometry(round(x), round(y), round(place.width), round(place.height))

    def _on_clicked(self) -> None:
        self._pointing.ask(None)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(round(_LETTERS * self.height()), 1))
        font.setUnderline(True)
        with QPainter(self) as painter:
            painter.setFont(font)
            painter.setPen(QColor(self._display.palette.text if self.underMouse() else self._display.palette.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
