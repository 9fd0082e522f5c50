"""The top bar: which scenario, and what can be done with it as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QWidget

from explainer.files.examples import example_groups, example_names, example_titles
from explainer.state.walkthrough import Walkthrough
from explainer.views.controls import ActionButton, OwnKeys

_ITEM_FLAGS = Qt.ItemDataRole.UserRole - 1
"""The role by which Qt's own list keeps whether an entry can be chosen."""
_GROUPS = (("open", "save"), ("undo", "redo"), ("reset", "new_random_weights"), ("export_csv",), ("settings",))


class TopBar(QWidget):
    """The scenario chooser and buttons for opening, undoing, resetting and exporting.

    Listens to the walkthrough's `changed`; `chosen` carries the name of a built-in scenario that was picked.
    """

    chosen = Signal(str)

    def __init__(self, walkthrough: Walkthrough, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._walkthrough = walkthrough
        self._chooser = self._make_chooser()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(2)
        layout.addWidget(self._chooser, 1)
        layout.addSpacing(8)
        for index, group in enumerate(_GROUPS):
            if index:
                layout.addWidget(_divider())
            for name in group:
                text = {"undo": "Undo", "redo": "Redo", "new_random_weights": "New random weights"}.get(name, "")
                layout.addWidget(ActionButton(actions[name], text, role="flat"))
        layout.addStretch()
        walkthrough.changed.connect(self.show_name)
        self.show_name()

    def _make_chooser(self) -> QComboBox:
        chooser = QComboBox()
        chooser.setObjectName("scenario")
        chooser.setAccessibleName("Scenario")
        chooser.setToolTip("Choose a built-in scenario")
        chooser.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        chooser.setMinimumContentsLength(20)
        chooser.setMaximumWidth(380)
        self._fill(chooser)
        self._offered = chooser.count()
        chooser.activated.connect(self._on_activated)
        OwnKeys(chooser, Qt.Key.Key_Space, Qt.Key.Key_Home, Qt.Key.Key_End)
        return chooser

    def _fill(self, chooser: QComboBox) -> None:
        """Offer the built-in scenarios, topic by topic."""
        titles = example_titles()
        for topic, names in example_groups().items():
            chooser.addItem(topic)
            _make_heading(chooser, chooser.count() - 1)
            for name in names:
                chooser.addItem(titles[name], name)

    def show_name(self) -> None:
        """Point at the scenario that is open; one from elsewhere, or changed, has an entry at the end as long as it
        is open."""
        walkthrough, chooser = self._walkthrough, self._chooser
        while chooser.count() > self._offered:
            chooser.removeItem(chooser.count() - 1)
        is_own = walkthrough.is_changed or walkthrough.name not in example_names()
        if is_own:
            chooser.addItem(walkthrough.title, walkthrough.name)
        chooser.setCurrentIndex(chooser.count() - 1 if is_own else chooser.findData(walkthrough.name))

    def _on_activated(self, index: int) -> None:
        """Tell which was chosen; the one that is open is no choice."""
        if index < self._offered and self._chooser.itemData(index):
            self.chosen.emit(self._chooser.itemData(index))


def _make_heading(chooser: QComboBox, index: int) -> None:
    """Make an entry a heading: it cannot be chosen, and keys pass over it."""
    chooser.setItemData(index, 0, _ITEM_FLAGS)
    font = chooser.font()
    font.setBold(True)
    chooser.setItemData(index, font, Qt.ItemDataRole.FontRole)


def _divider() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.VLine)
    line.setFixedHeight(18)
    line.setProperty("role", "divider")
    return line
