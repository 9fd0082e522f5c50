"""The head of the panel: from which update on a change counts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import Label, OwnKeys
from explainer.views.settings.inputs import name_it

_APPLY = "Let these settings count from update 1 on; the run is computed anew, and Undo brings it back"
_NOTHING = "The settings have been these since update 1"


class Head(QFrame):
    """Says from which update on a change counts: the cursor's. Its button lets what was changed in mid-run count from
    the start. Shows what is so when it is told to."""

    def __init__(self, walkthrough: Walkthrough) -> None:
        super().__init__()
        self._walkthrough = walkthrough
        self.setObjectName("settings_head")
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
        """Show what is so at the cursor."""
        update, can_apply = self._walkthrough.cursor.update, self._walkthrough.has_later_settings
        since = "the start" if update == 1 else f"update {update:,} on"
        self._since.setText(f"A change counts from {since}")
        self._apply.setVisible(update > 1)
        self._apply.setEnabled(can_apply)
        self._apply.setToolTip(_APPLY if can_apply else _NOTHING)
