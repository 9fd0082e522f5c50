"""What the windows for numbers from paper share: beside the main window, and quiet while a result is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from explainer.state.session.display import Display
from explainer.state.session.kept_settings import KeptSettings
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import Label, OwnKeys, announce
from explainer.views.controls.reason import Quiet
from explainer.views.controls.window_geometry import open_with, put_back, put_beside, room_for
from explainer.views.from_paper.numbers_table import NumbersTable


class PaperDialog(QDialog):
    """Has its parts in `quiet.content`; below the table `words` say all of the current row. Remembers its place under
    its name `id`."""

    id = ""

    def __init__(self, walkthrough: Walkthrough, display: Display, kept: KeptSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self.walkthrough, self.display, self._kept, self._window = walkthrough, display, kept, parent
        self.table = self.make_table()
        self.message, self.words = Label(wordWrap=True), Label(wordWrap=True)
        self.message.setProperty("role", "caption")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.quiet = Quiet(walkthrough, self)
        self.parts = QVBoxLayout(self.quiet.content)
        self.parts.setContentsMargins(0, 0, 0, 0)
        self.parts.setSpacing(8)
        self.closing = self.button("close", "Close", "Close; what is there stays", self.close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.setSpacing(8)
        outer.addWidget(self.quiet, 1)
        outer.addWidget(self.closing, 0, Qt.AlignmentFlag.AlignRight)

    def make_table(self) -> NumbersTable:
        """Return the table; a subclass says which."""
        raise NotImplementedError

    def ask(self) -> None:
        """Let a person begin, or close it where nothing may be told."""
        first = self.closing if self.quiet.is_quiet else self.begin()
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin(self) -> QWidget:
        """Return where a person begins; a subclass says where."""
        raise NotImplementedError

    def button(self, id: str, text: str, tip: str, slot: object) -> QPushButton:
        """Return a button that Space presses, and Enter only where it is the default one."""
        button = QPushButton(text)
        button.setObjectName(f"paper_{id}")
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        OwnKeys(button, Qt.Key.Key_Space)
        return button

    def fit_size(self, width: int, height: int) -> None:
        """Be that large at the usual size of text, but always within the screen."""
        zoom = self.display.zoom
        open_with(self, round(width * zoom), round(height * zoom))
        put_beside(self, self._window)
        put_back(self, self._kept.data(self._place))
        self.setMinimumWidth(min(round(width * zoom * 0.8), room_for(self).width()))
        self.words.setMinimumHeight(3 * self.words.fontMetrics().lineSpacing())

    @property
    def _place(self) -> str:
        return f"{self.id}/geometry"

    def tell(self, sentence: str, *, is_mistake: bool = False) -> None:
        """Write and say how it is."""
        if sentence == self.message.text():
            return
        self.message.setText(sentence)
        role = "warning" if is_mistake else "caption"
        if self.message.property("role") != role:
            self.message.setProperty("role", role)
            self.message.style().polish(self.message)
        self.table.setAccessibleDescription(sentence)
        announce(self, sentence)

    # Qt

    def hideEvent(self, event: QHideEvent) -> None:
        self._kept.keep(self._place, self.saveGeometry())
        super().hideEvent(event)
