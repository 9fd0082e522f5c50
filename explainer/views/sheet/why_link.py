"""The link beside the sentence of a line that leads to where its formula comes from."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from explainer.picture.geometry import Rect
from explainer.state.walkthrough.pointing import Pointing
from explainer.trace.derived.questions import WHY
from explainer.views.controls.controls import OwnKeys


class WhyButton(QToolButton):
    """Asks for the derivation of the line at the cursor; it is there where the page has room for it. Reached by Tab."""

    def __init__(self, parent: QWidget, pointing: Pointing) -> None:
        super().__init__(parent)
        self._pointing = pointing
        self.action = QAction(WHY, self)
        self.action.triggered.connect(self._on_clicked)
        self.setObjectName("why_link")
        self.setText("Why?")
        self.setAccessibleName(WHY)
        self.setToolTip(f"{WHY} Its derivation, rule by rule  (Alt+9)")
        self.setProperty("role", "small")
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
