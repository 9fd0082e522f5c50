"""A menu that first says what something is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShowEvent, QTextDocumentFragment
from PySide6.QtWidgets import QLabel, QMenu, QWidget, QWidgetAction

from explainer.views.controls.controls import announce

_WIDTH = 44
"""In letters: how wide what is said is at most."""


@dataclass(frozen=True)
class MenuEntry:
    """An entry of a menu: what it says and does, why it cannot be done now, whether it is the current choice, and the
    entries of a menu of its own. One without a text is a line between others."""

    text: str = ""
    act: Callable[[], object] | None = None
    why_not: str = ""
    is_checked: bool | None = None
    items: tuple[MenuEntry, ...] = ()


class ElementMenu(QMenu):
    """A menu of entries below what is said, in HTML, of what they are about; does what the chosen one does, and is gone
    once it is closed."""

    def __init__(self, items: Sequence[MenuEntry], parent: QWidget, said: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("canvas_menu")
        self._acts: dict[QAction, Callable[[], object]] = {}
        self._said = QTextDocumentFragment.fromHtml(said).toPlainText()
        if said:
            self._say(said)
        self._fill(self, items)
        self.triggered.connect(self._on_triggered)

    def _say(self, said: str) -> None:
        """Put what is said above the entries; keys pass over it."""
        label, head = QLabel(said, textFormat=Qt.TextFormat.RichText), QWidgetAction(self)
        label.setObjectName("explained")
        label.setWordWrap(True)
        label.setFixedWidth(_WIDTH * self.fontMetrics().averageCharWidth())
        label.setMargin(8)
        head.setDefaultWidget(label)
        head.setEnabled(False)
        self.addAction(head)
        self.addSeparator()
        self.setAccessibleDescription(self._said)

    def _fill(self, menu: QMenu, items: Sequence[MenuEntry]) -> None:
        menu.setToolTipsVisible(True)
        for item in items:
            if item.items:
                self._fill(menu.addMenu(item.text), item.items)
            elif item.text:
                self._add(menu, item)
            else:
                menu.addSeparator()

    def _add(self, menu: QMenu, item: MenuEntry) -> None:
        action = menu.addAction(item.text)
        action.setEnabled(not item.why_not)
        action.setToolTip(item.why_not)
        action.setStatusTip(item.why_not)
        if item.is_checked is not None:
            action.setCheckable(True)
            action.setChecked(item.is_checked)
        if item.act is not None:
            self._acts[action] = item.act

    def _on_triggered(self, action: QAction) -> None:
        if action in self._acts:
            self._acts[action]()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        announce(self, self._said)
