"""The list of bugs, kind by kind; those that can do nothing here are pale and say why."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from explainer.bugs.lab.program import BY_KIND, NONE, what_it_does
from explainer.state.lab.bug_lab import BugLab
from explainer.state.session.display import Display
from explainer.views.controls.controls import OwnKeys

_NAME = Qt.ItemDataRole.UserRole
_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_ON, _OFF = "●", "○"


class BugList(QListView):
    """A click, Enter or Space puts the bug of a row on, which `chosen` tells. Listens to the lab and the display."""

    chosen = Signal(str)

    def __init__(self, lab: BugLab, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lab, self._display = lab, display
        self._model = QStandardItemModel(self)
        self._shown = ""
        self.setModel(self._model)
        self.setObjectName("bug_list")
        self.setAccessibleName("Bugs")
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(90)
        OwnKeys(self, Qt.Key.Key_Space)
        self._fill()
        self.clicked.connect(self._on_chosen)
        lab.changed.connect(self.show_state)
        display.changed.connect(self.show_state)
        self.show_state()

    def _fill(self) -> None:
        self.setSpacing(2)
        self._add(NONE)
        for kind, names in BY_KIND.items():
            heading = QStandardItem(f"{kind.value}")
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = QFont(self.font())
            font.setBold(True)
            heading.setFont(font)
            self._model.appendRow(heading)
            for name in names:
                self._add(name)

    def _add(self, name: str) -> None:
        item = QStandardItem()
        item.setData(name, _NAME)
        self._model.appendRow(item)

    def show_state(self) -> None:
        """Show which is on, and which cannot be."""
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            if name := item.data(_NAME):
                self._show(item, str(name))
                if name == self._lab.name != self._shown:
                    self.setCurrentIndex(item.index())
        self._shown = self._lab.name

    def _show(self, item: QStandardItem, name: str) -> None:
        is_on, reason = name == self._lab.name, self._lab.why_not(name)
        text = f"{_ON if is_on else _OFF} {name}: {what_it_does(name)}"
        text = f"{text} It can do nothing here: {reason}." if reason else text
        if text != item.text():
            item.setText(text)
            state = "on" if is_on else "cannot act here" if reason else "off"
            item.setData(f"{name}, {state}. {what_it_does(name)} {reason}", Qt.ItemDataRole.AccessibleTextRole)
        palette = self._display.palette
        item.setForeground(QColor(palette.disabled if reason else palette.text))
        font = QFont(self.font())
        font.setBold(is_on)
        item.setFont(font)

    def _on_chosen(self, index: QModelIndex) -> None:
        if name := index.data(_NAME):
            self.chosen.emit(str(name))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _CHOOSE and self.currentIndex().isValid():
            self._on_chosen(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        else:
            event.ignore()
