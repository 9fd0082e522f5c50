"""The Code tab: which program the update is written as, and that program."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.code.lecture_listing import LectureListing
from explainer.trace.code.listing import Listing
from explainer.views.controls.controls import ActionButton, SidewaysScroll, caption
from explainer.views.controls.pickers import DropList
from explainer.views.explanation.code.view import CodeView

PROGRAMS: dict[str, type[Listing]] = {
    "line by line": Listing,
    "the lectures’ class Network": LectureListing,
}


class CodeTab(QWidget):
    """A choice of programs above the listing. On a stage the listing is alone."""

    def __init__(self, walkthrough: Walkthrough, display: Display) -> None:
        super().__init__()
        self.setAccessibleName("Code")
        self._display = display
        self.view = CodeView(walkthrough, display)
        self.programs = DropList()
        self.programs.setObjectName("program")
        self.programs.setAccessibleName("Program")
        self.programs.setToolTip("How the update is written: by itself, or in the class of the lectures")
        self.programs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.programs.addItems([*PROGRAMS])
        self.programs.activated.connect(self._on_activated)
        controls = QWidget()
        top = QHBoxLayout(controls)
        top.setContentsMargins(12, 4, 12, 4)
        top.addWidget(caption("program"))
        top.addWidget(self.programs)
        top.addStretch(1)
        copy = ActionButton(self.view.copy_action, "Copy")
        copy.setObjectName("copy_program")
        top.addWidget(copy)
        self._choice = SidewaysScroll(controls)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._choice)
        column.addWidget(self.view, 1)
        self.takes_keys = self.view
        display.changed.connect(self._show_choice)
        self._show_choice()

    def show_program(self, title: str) -> None:
        """Write the update as the program of this title."""
        self.programs.setCurrentText(title)
        self.view.show_program(PROGRAMS[title])

    def _on_activated(self, index: int) -> None:
        self.show_program(self.programs.itemText(index))

    def _show_choice(self) -> None:
        self._choice.setVisible(not self._display.is_stage)
