"""The top bar: which scenario, and what can be done with it as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QWidget,
)

from explainer.files.examples import example_groups, example_names, example_titles
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import ActionButton, caption, row, tip_of
from explainer.views.controls.pickers import BriefList, DigitsChooser, NotationChooser
from explainer.views.window.bars.example_list import ExampleList

_ITEM_FLAGS = Qt.ItemDataRole.UserRole - 1
"""The role by which Qt's own list keeps whether an entry can be chosen."""
_GROUPS = (
    ("open", "save"),
    ("undo", "redo"),
    ("reset",),
    ("new_random_weights",),
    ("export_csv",),
    ("predict",),
    ("start_page",),
    ("settings",),
)
_DROPPED = (3, 4, 2, 0, 1, 5, 6)
"""The groups that are left out where there is no room for all, the first first; the menus have them too."""
_SPACING = 2
_TEXTS = {"undo": "Undo", "redo": "Redo", "new_random_weights": "New weights", "start_page": "Lessons"}


class TopBar(QWidget):
    """The scenario chooser; buttons for opening, undoing, resetting and exporting; notation, digits, presenting.

    Listens to the walkthrough's `changed`; `chosen` carries the name of a built-in scenario that was picked.
    """

    chosen = Signal(str)

    def __init__(self, walkthrough: Walkthrough, display: Display, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setAccessibleName("Example, edits and how it is shown")
        self._walkthrough, self._display = walkthrough, display
        self._chooser = self._make_chooser()
        self._label = caption("Example")
        self._groups = [_group([actions[name] for name in names]) for names in _GROUPS]
        self._choosers = row([NotationChooser(display), DigitsChooser(display)])
        self._left_out = [*(self._groups[index] for index in _DROPPED), self._choosers, self._groups[-1], self._label]
        layout = self._layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(_SPACING)
        layout.addWidget(self._label)
        layout.addSpacing(4)
        layout.addWidget(self._chooser, 1)
        layout.addSpacing(8)
        for group in self._groups:
            layout.addWidget(group)
        layout.addStretch()
        layout.addSpacing(6)
        layout.addWidget(self._choosers)
        layout.addSpacing(6)
        layout.addWidget(ActionButton(actions["present"], role="primary"))
        walkthrough.edited.connect(self.show_name)
        display.changed.connect(self._show_headings)
        self._show_headings()
        self.show_name()

    def _fit(self) -> None:
        """Leave out as much as there is no room for."""
        room = self.width() - self.minimumSizeHint().width()
        for part in reversed(self._left_out):
            room -= part.sizeHint().width() + _SPACING
            part.setVisible(room >= 0)
        self._layout.activate()  # at once: what is left out must not squeeze the others meanwhile

    def _make_chooser(self) -> QComboBox:
        chooser = _ScenarioChooser()
        chooser.setObjectName("scenario")
        chooser.setAccessibleName("Example")
        chooser.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        chooser.setMinimumContentsLength(10)
        self._fill(chooser)
        self._offered = chooser.count()
        chooser.activated.connect(self._on_activated)
        return chooser

    def _fill(self, chooser: QComboBox) -> None:
        """Offer the built-in scenarios, topic by topic."""
        titles = example_titles()
        for topic, names in example_groups().items():
            chooser.addItem(topic)
            _make_heading(chooser, chooser.count() - 1)
            for name in names:
                chooser.addItem(titles[name], name)

    def _show_headings(self) -> None:
        """Let the topics be read although they cannot be chosen."""
        for index in range(self._offered):
            if self._chooser.itemData(index) is None:
                colour = QColor(self._display.palette.muted)
                self._chooser.setItemData(index, colour, Qt.ItemDataRole.ForegroundRole)

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
        chooser.setToolTip(tip_of(f"{chooser.currentText()}: choose another example"))

    def _on_activated(self, index: int) -> None:
        """Tell which was chosen; the one that is open is no choice."""
        if index < self._offered and self._chooser.itemData(index):
            self.chosen.emit(self._chooser.itemData(index))

    # Qt

    def minimumSizeHint(self) -> QSize:
        """Return the size without what may be left out."""
        spare = sum(part.sizeHint().width() + _SPACING for part in self._left_out if not part.isHidden())
        return super().minimumSizeHint() - QSize(spare, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit again when a button has become wider, or the text larger."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done


class _ScenarioChooser(BriefList):
    """A list of examples; open, its entries can be searched."""

    def __init__(self) -> None:
        super().__init__()
        self._list: ExampleList | None = None

    def showPopup(self) -> None:
        """Open the list of examples."""
        if self._list is None:
            self._list = ExampleList(self)
            self._list.chosen.connect(self._on_chosen)
        self._list.open()

    def hidePopup(self) -> None:
        if self._list is not None:
            self._list.hide()
        super().hidePopup()

    def _on_chosen(self, index: int) -> None:
        self.setCurrentIndex(index)
        self.activated.emit(index)


def _group(actions: Sequence[QAction]) -> QWidget:
    """Return buttons that belong together, with a line that sets them apart from what is before them."""
    return row(
        [_divider(), *(ActionButton(action, _TEXTS.get(action.objectName(), ""), "flat") for action in actions)], 2
    )


def _make_heading(chooser: QComboBox, index: int) -> None:
    """Make an entry a heading: it cannot be chosen, and keys pass over it."""
    chooser.setItemData(index, 0, _ITEM_FLAGS)
    bold = QFont()  # of no size: it takes that of the list
    bold.setBold(True)
    chooser.setItemData(index, bold, Qt.ItemDataRole.FontRole)


def _divider() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.VLine)
    line.setFixedHeight(18)
    line.setProperty("role", "divider")
    return line
