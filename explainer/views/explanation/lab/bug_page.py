"""The page on which a bug is chosen: the list, and below it what the chosen one does to a line and to the check."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from explainer.bugs.lab.program import NONE
from explainer.state.lab.bug_lab import BugLab
from explainer.state.lab.lab_checks import LabChecks
from explainer.state.lab.two_programs import TwoTexts, two_texts
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.reason import Reason
from explainer.views.explanation.lab.bug_list import BugList
from explainer.views.explanation.lab.check_words import verdict
from explainer.views.explanation.lab.parts import SECRET, ScrolledColumn, button, words
from explainer.views.explanation.lab.two_lines_view import TwoLinesView

_MOST = 300
"""A network of more parameters is checked when it is asked for."""
_CHOOSE = "Choose a bug: all numbers of this window are then calculated with it, from update 1 on."
_SAME = "No line of this update is another: see its other pages, or the next update."


class BugPage(QWidget):
    """Listens to the lab, its checks, the walkthrough and the display."""

    def __init__(self, walkthrough: Walkthrough, display: Display, lab: BugLab, checks: LabChecks) -> None:
        super().__init__()
        self._walkthrough, self._display, self._lab, self._checks = walkthrough, display, lab, checks
        self.list = BugList(lab, display)
        self._said, self._verdict = words("bug_said"), words("bug_verdict")
        self._lines = TwoLinesView()
        self._go = button("Go to This Line", "go_to_bug", "Step on to the line, so that its numbers are there")
        below = ScrolledColumn("What the bug does", [self._said, self._lines, self._go, self._verdict])
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 3)
        column.addWidget(below, 4)
        self._reason = Reason(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(10, 8, 10, 6)
        whole.addWidget(self._reason)
        whole.addWidget(content)
        self.takes_keys = self.list
        self._line = 0
        self.list.chosen.connect(self._on_chosen)
        self._go.clicked.connect(self._on_go)
        for signal in (lab.changed, checks.changed, walkthrough.moved, display.changed):
            signal.connect(self._show_soon)
        self._show()

    def _on_chosen(self, name: str) -> None:
        self._lab.choose(name)

    def _check_at_once(self) -> None:
        """Check a small network without being asked."""
        checks = self._checks
        is_small = self._walkthrough.known.scenario.network.size <= _MOST
        if self._lab.name != NONE and is_small and not checks.is_checking and checks.outcome is None:
            checks.set_sample(None)
            checks.check()

    def _on_go(self) -> None:
        self._walkthrough.go_to(self._walkthrough.cursor.update, self._line)

    def _show_soon(self) -> None:
        if self._walkthrough.known.reveal.is_quiet:
            self._lines.clear()  # what is hidden with this page may be read all the same
        elif self.isVisible():
            self._show()

    def _show(self) -> None:
        if self._reason.show_reason(SECRET if self._lab.is_secret else ""):
            return
        self._check_at_once()
        two = two_texts(self._walkthrough, self._display.writing)
        self._said.setText(self._heading(two))
        self._lines.setVisible(two is not None)
        self._go.setVisible(two is not None and not two.is_reached)
        if two is not None:
            self._line = two.line
            self._lines.show_lines(two)
        outcome = self._checks.outcome if self._lab.name != NONE else None
        text = "Checking …" if self._checks.is_checking else verdict(outcome) if outcome else ""
        self._verdict.setText(f"Gradient check: {text}" if text else "")

    def _heading(self, two: TwoTexts | None) -> str:
        if self._lab.name == NONE:
            return _CHOOSE
        if two is None:
            return _SAME
        what = "" if two.is_another else " is made in the same way, from numbers that are wrong already"
        if two.is_another and two.wrong.formula == two.right.formula:
            what = " has its formula, but a number in it is not the one that belongs there"
        return f"Line {two.line:,}, {two.name}{what}:"

    # Qt

    def showEvent(self, event: object) -> None:
        self._show()
        super().showEvent(event)  # type: ignore[arg-type]
