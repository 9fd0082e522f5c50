"""The bar that says that a bug is on, wherever the person is in the window, and takes it off."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from explainer.state.lab.bug_lab import BugLab
from explainer.views.window.bars.message_bars import MessageBar


class BugBar(MessageBar):
    """Listens to the lab; seen as long as a bug is on, while presenting, too."""

    def __init__(self, lab: BugLab) -> None:
        self._off = QPushButton("Off")
        self._off.setObjectName("bug_off")
        self._close = QPushButton()
        self._close.setObjectName("bug_close")
        super().__init__("bug_bar", "A bug is on", "warning", (self._close, self._off))
        self._lab = lab
        self._close.clicked.connect(lab.close)
        self._off.clicked.connect(lab.off)
        lab.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        is_secret = self._lab.is_secret
        self._off.setText("Give Up" if is_secret else "Off")
        self._off.setAccessibleName("Give the mystery up" if is_secret else "Take the bug off")
        self._off.setToolTip("Show which bug it is" if is_secret else "Calculate with the right program again")
        is_closed = self._lab.is_closed
        self._close.setVisible(not is_secret)
        self._close.setText("Show Formulas" if is_closed else "Hide Formulas")
        self._close.setToolTip(
            "Open the program: each formula, wrong ones struck through"
            if is_closed
            else "Close the program, as if it were somebody else's: what it makes, and not how"
        )
        if self._lab.is_on:
            self.show_text(self._lab.sign)
        else:
            self.put_away()
