"""The open list of examples: by topic, with a line to search in."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from explainer.views.controls.controls import Label

_ROLE = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NONE = "No example has these words."
_BORDERS = 24


class ExampleList(QFrame):
    """Opens below a chooser and shows its entries; `chosen` carries the index of one in the chooser.

    What is typed filters them by title, name and topic: all its words must be there, in any order.
    """

    chosen = Signal(int)

    def __init__(self, chooser: QComboBox) -> None:
        super().__init__(chooser, Qt.WindowType.Popup)
        self._chooser = chooser
        self.setObjectName("examples")
        self.setAccessibleName("Examples")
        self.search = QLineEdit(clearButtonEnabled=True)
        self.search.setObjectName("search_examples")
        self.search.setAccessibleName("Search examples")
        self.search.setPlaceholderText("Search: XOR, momentum, Nielsen …")
        self.entries = QListWidget()
        self.entries.setAccessibleName("Examples by topic")
        self.entries.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.entries.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = Label(_NONE)
        self.nothing.setProperty("role", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(6)
        for widget in (self.search, self.nothing, self.entries):
            layout.addWidget(widget)
        self.search.textChanged.connect(self._filter)
        self.entries.itemClicked.connect(self._take)

    def open(self) -> None:
        """Show all entries, the chooser's own one chosen, with the keys in the line."""
        self._fill()
        self.search.clear()
        self._filter("")
        self._place()
        self.show()
        self.search.setFocus()
        if (current := self.entries.currentItem()) is not None:
            self.entries.scrollToItem(current, QListWidget.ScrollHint.PositionAtCenter)

    def _fill(self) -> None:
        self.entries.clear()
        chooser, topic = self._chooser, ""
        for index in range(chooser.count()):
            text, name = chooser.itemText(index), chooser.itemData(index)
            is_heading = name is None
            topic = text if is_heading else topic
            entry = QListWidgetItem(text if is_heading else f"    {text}")
            font = entry.font()
            font.setBold(is_heading)
            entry.setFont(font)
            entry.setFlags(Qt.ItemFlag.NoItemFlags if is_heading else entry.flags())
            entry.setData(_ROLE, -1 if is_heading else index)
            entry.setData(_ROLE + 1, f"{topic} {text} {name}".casefold())
            if is_heading:
                entry.setForeground(chooser.itemData(index, Qt.ItemDataRole.ForegroundRole))
            self.entries.addItem(entry)
            if index == chooser.currentIndex():
                self.entries.setCurrentItem(entry)

    def _place(self) -> None:
        """Stand below the chooser, as wide as the widest entry, as high as there is room on the screen."""
        screen = self._chooser.screen().availableGeometry()
        below = self._chooser.mapToGlobal(QPoint(0, self._chooser.height()))
        bar = self.entries.verticalScrollBar().sizeHint().width()
        width = max(self.entries.sizeHintForColumn(0) + bar + _BORDERS, self._chooser.width())
        rows = self.entries.count() * self.entries.sizeHintForRow(0) + self.search.sizeHint().height() + 2 * _BORDERS
        height = min(rows, screen.bottom() - below.y())
        left = min(below.x(), screen.right() - min(width, screen.width()))
        self.resize(QSize(min(width, screen.width()), max(height, 4 * _BORDERS)))
        self.move(max(left, screen.left()), below.y())

    def _filter(self, typed: str) -> None:
        words = typed.casefold().split()
        heading: QListWidgetItem | None = None
        first: QListWidgetItem | None = None
        for entry in self._all():
            if entry.data(_ROLE) < 0:
                heading = entry
                entry.setHidden(True)
                continue
            fits = all(word in entry.data(_ROLE + 1) for word in words)
            entry.setHidden(not fits)
            if fits:
                first = first or entry
                if heading is not None:
                    heading.setHidden(False)
        current = self.entries.currentItem()
        if first is not None and (current is None or current.isHidden() or words):
            self.entries.setCurrentItem(first)
        self.entries.setVisible(first is not None)
        self.nothing.setVisible(first is None)

    def _all(self) -> list[QListWidgetItem]:
        return [self.entries.item(row) for row in range(self.entries.count())]

    def _take(self, entry: QListWidgetItem | None) -> None:
        if entry is not None and not entry.isHidden() and entry.data(_ROLE) >= 0:
            self.hide()
            self.chosen.emit(entry.data(_ROLE))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, and choose, from the line."""
        if event.key() in _ENTER:
            self._take(self.entries.currentItem())
        elif event.key() in _MOVES:
            self.entries.keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
