"""The panel beside the canvas: network, data, training and result, as a lecturer would go through them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from explainer.engine.scenario.scenario import Scenario
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import Label, OwnKeys
from explainer.views.settings.data import DataGroup
from explainer.views.settings.fields import Editing
from explainer.views.settings.inputs import name_it
from explainer.views.settings.network import NetworkGroup
from explainer.views.settings.result import ResultGroup
from explainer.views.settings.training import TrainingGroup

_APPLY = "Let these settings count from update 1 on; the run is computed anew, and Undo brings it back"
_NOTHING = "The settings have been these since update 1"


class SettingsHead(QFrame):
    """Says from which update on a change counts: the cursor's. Its button lets what was changed in mid-run count from
    the start. Shows what is in force when `show_now` is called."""

    def __init__(self, walkthrough: Walkthrough) -> None:
        super().__init__()
        self._walkthrough = walkthrough
        self.setObjectName("settings_head")
        self.setAccessibleName("From which update on the settings count")
        self._since = Label()
        self._since.setObjectName("settings_since")
        self._since.setWordWrap(True)
        self._apply = QPushButton("From the start")
        name_it(self._apply, "settings_from_start", "Apply the settings from the start", _APPLY)
        self._apply.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._apply.clicked.connect(walkthrough.settle_from_start)
        OwnKeys(self._apply, Qt.Key.Key_Space)
        keeps_room = self._apply.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self._apply.setSizePolicy(keeps_room)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 20, 6)
        row.addWidget(self._since, 1)
        row.addWidget(self._apply)

    def show_now(self) -> None:
        """Show what is in force at the cursor."""
        update, can_apply = self._walkthrough.cursor.update, self._walkthrough.has_later_settings
        since = "the start" if update == 1 else f"update {update:,} on"
        self._since.setText(f"A change counts from {since}")
        self._apply.setVisible(update > 1)
        self._apply.setEnabled(can_apply)
        self._apply.setToolTip(_APPLY if can_apply else _NOTHING)


WIDTH = 300


class SettingsPanel(QScrollArea):
    """Shows the settings in force at the cursor and changes them; its head stays while they are scrolled.

    Listens to the walkthrough's `moved` and `changed`; `said` carries why a setting cannot be changed, `csv_wanted`
    tells that data from a CSV file were asked for, `formula_wanted` for which place a function is to be written.
    """

    said = Signal(str)
    csv_wanted = Signal()
    formula_wanted = Signal(int)

    def __init__(self, walkthrough: Walkthrough, display: Display) -> None:
        super().__init__()
        self._walkthrough, self._display = walkthrough, display
        self._shown: Scenario | None = None
        self.setObjectName("settings_panel")
        self.setAccessibleName("Settings")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._head = SettingsHead(walkthrough)
        self._head.setParent(self)
        self._room = WIDTH
        self._editing = Editing(walkthrough, self)
        data = DataGroup(self._editing)
        self._groups = (NetworkGroup(self._editing), data, TrainingGroup(self._editing))
        self._result = ResultGroup(walkthrough, display)
        page = QWidget()
        page.setObjectName("settings_page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(14, 10, 10, 14)
        layout.setSpacing(16)
        for group in (*self._groups, self._result):
            layout.addWidget(group)
        layout.addStretch()
        self.setWidget(page)
        data.csv_wanted.connect(self.csv_wanted)
        self._editing.said.connect(self.said)
        self._editing.formula_wanted.connect(self.formula_wanted)
        self._editing.done.connect(self._show)
        display.changed.connect(self._fit)
        self._fit()
        walkthrough.moved.connect(self._on_moved)
        walkthrough.edited.connect(self._on_moved)

    def keep_within(self, room: int) -> None:
        """Be no wider than that: where it is too little for what is enlarged very much, the panel is scrolled."""
        self._room = room
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(min(round(WIDTH * self._display.zoom), max(self._room, WIDTH)))
        self._fit_head()

    def _fit_head(self) -> None:
        """Give the head the room above what is scrolled."""
        height = self._head.sizeHint().height()
        self._head.setGeometry(0, 0, self.contentsRect().width(), height)
        self.setViewportMargins(0, height, 0, 0)

    def _on_moved(self) -> None:
        if self.isVisible():
            self._head.show_now()
        if self._shown is not self._walkthrough.known.scenario:
            self._show()
        self._result.show_soon()

    def _show(self) -> None:
        if not self.isVisible():
            return
        scenario = self._shown = self._walkthrough.known.scenario
        for group in self._groups:
            group.show_scenario(scenario)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._head.show_now()
        self._fit_head()
        self._show()
        self._result.show_soon()
