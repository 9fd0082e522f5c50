"""The plain controls of the window: buttons, labels, rows of them; and texts as Qt shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6 import QtGui
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QCursor,
    QHelpEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QToolTip,
    QWidget,
)


class Label(QLabel):
    """Shows a text as it is: what a file may hold is never taken for HTML."""

    def __init__(self, *given: Any, **properties: Any) -> None:
        super().__init__(*given, **properties)
        self.setTextFormat(Qt.TextFormat.PlainText)


class ActionButton(QToolButton):
    """A button for an action. A click leaves the focus where it is; reached by Tab, Space presses it."""

    def __init__(self, action: QAction, text: str = "", role: str = "plain") -> None:
        super().__init__()
        self._text = text
        self.setDefaultAction(action)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("role", role)
        action.changed.connect(self._show_action)
        OwnKeys(self, Qt.Key.Key_Space)
        self._show_action()

    def _show_action(self) -> None:
        text = self._text or self.defaultAction().text().removesuffix("…")
        if text != self.text():
            self.setText(text)
        self.setAccessibleName(self.defaultAction().text().replace("&&", "&"))


class OwnKeys(QObject):
    """Lets a control use keys that are shortcuts of the window, while it has the focus."""

    def __init__(self, control: QWidget, *keys: Qt.Key) -> None:
        super().__init__(control)
        self._keys = keys
        control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self._is_own(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _is_own(self, event: QEvent) -> bool:
        plain = Qt.KeyboardModifier.NoModifier
        return isinstance(event, QKeyEvent) and event.key() in self._keys and event.modifiers() == plain


class DigitsWide(QObject):
    """Keeps a control as wide as a number of digits of its font, however large that is."""

    def __init__(self, control: QWidget, letters: float) -> None:
        super().__init__(control)
        self._control, self._letters = control, letters
        control.installEventFilter(self)
        self._fit()

    def _fit(self) -> None:
        self._control.setFixedWidth(round(self._letters * self._control.fontMetrics().horizontalAdvance("0")))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.Show):
            self._fit()
        return super().eventFilter(watched, event)


class ScrolledPage(QScrollArea):
    """Shows a page as large as the room for it, and scrolls it where it cannot be made so small."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setMinimumSize(480, 320)
        self.setWidget(page)


class SidewaysScroll(QScrollArea):
    """Shows a row of controls in whatever width there is, and scrolls it sideways where that is too little."""

    def __init__(self, controls: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setWidgetResizable(True)
        self.setWidget(controls)
        self._controls = controls
        self._fit()

    def _fit(self) -> None:
        """Be as high as the controls and, where it is needed, the bar below them."""
        is_cut = self._controls.minimumSizeHint().width() > self.width()
        bar = self.horizontalScrollBar().sizeHint().height() if is_cut else 0
        self.setFixedHeight(self._controls.sizeHint().height() + bar)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest and watched is self._controls:
            self._fit()
        return done


def row(widgets: Sequence[QWidget], spacing: int = 6) -> QWidget:
    """Return the widgets side by side."""
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    return box


def caption(text: str) -> Label:
    """Return a quiet label beside a group of controls."""
    label = Label(text)
    label.setProperty("role", "caption")
    return label


def tip_of(text: str) -> str:
    """Return a text for a tool tip, which is HTML wherever it looks like it."""
    return QtGui.Qt.convertFromPlainText(text) if QtGui.Qt.mightBeRichText(text) else text


def menu_text_of(text: str) -> str:
    """Return a text for an entry of a menu, where & underlines a letter."""
    return text.replace("&", "&&")


def window_title_of(text: str) -> str:
    """Return a text for the title of a window, where [*] is the sign of what is not saved."""
    return text.replace("[*]", "[*][*]")


def announce(speaker: QWidget, sentence: str) -> None:
    """Say something aloud where an assistive tool listens, politely: what is being said is not cut off."""
    if sentence and QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(speaker, sentence)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)


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
