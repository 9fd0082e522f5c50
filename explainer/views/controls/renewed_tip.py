"""How a tool tip stays true while it is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCursor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip


def renew_tip() -> None:
    """Ask anew for the tip that is shown: what it tells may have changed, and the mouse rests."""
    place = QCursor.pos()
    widget = QApplication.widgetAt(place) if QToolTip.isVisible() else None
    if widget is None:
        return
    event = QHelpEvent(QEvent.Type.ToolTip, widget.mapFromGlobal(place), place)
    QApplication.sendEvent(widget, event)
    if not event.isAccepted():
        QToolTip.hideText()
