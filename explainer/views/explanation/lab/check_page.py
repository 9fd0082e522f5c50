"""The check of the lab: ratios as matrices, parts apart, one sample alone, and the key to read them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explainer.bugs.lab.matrices import Shown, matrices
from explainer.bugs.lab.parts import CheckPart
from explainer.state.lab.bug_lab import BugLab
from explainer.state.lab.lab_checks import LabChecks
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.pickers import DropList
from explainer.views.explanation.lab.check_words import reading, verdict
from explainer.views.explanation.lab.key_view import KeyView
from explainer.views.explanation.lab.matrix_table import MatrixTable
from explainer.views.explanation.lab.parts import ScrolledColumn, button, words
from explainer.views.plotting.parts.flow import Flow

_MOST_SAMPLES = 200
_HINT = (
    "a is the gradient that the program uses, n the slope that small steps find. Their ratio is 1 where nothing is"
    " wrong. Where samples are mixed a pattern may be hidden: check one sample alone."
)


def chooser(id: str, name: str) -> DropList:
    """Return a list to choose from."""
    made = DropList()
    made.setObjectName(id)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setSizeAdjustPolicy(DropList.SizeAdjustPolicy.AdjustToContents)
    return made


class CheckPage(QWidget):
    """Listens to the lab, its checks, the walkthrough and the display."""

    said = Signal(str)

    def __init__(self, walkthrough: Walkthrough, display: Display, lab: BugLab, checks: LabChecks) -> None:
        super().__init__()
        self._walkthrough, self._display, self._lab, self._checks = walkthrough, display, lab, checks
        self.check_button = button("Check", "lab_check", "Check the gradients at these weights")
        self._samples = chooser("lab_sample", "Samples that are checked")
        self._parts = chooser("lab_part", "Part of the error that is checked")
        self._shown = chooser("lab_shown", "Numbers that are shown")
        for shown in Shown:
            self._shown.addItem(shown.value, shown)
        self._verdict, self._hint, self._read = (
            words("lab_verdict"),
            words("lab_hint", "caption"),
            words("lab_reads_as"),
        )
        self._hint.setText(_HINT)
        self.table, self.key = MatrixTable(display), KeyView()
        controls = Flow(self)
        controls.setAccessibleName("What is checked, and what is shown of it")
        for control in (self.check_button, self._samples, self._parts, self._shown):
            controls.add(control)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 6)
        column.setSpacing(6)
        column.addWidget(controls)
        column.addWidget(self._verdict)
        column.addWidget(
            ScrolledColumn("What the check found, and its key", [self.table, self._read, self._hint, self.key]), 1
        )
        self.takes_keys = self.check_button
        self.check_button.clicked.connect(self._on_check)
        checks.progressed.connect(self._show_progress)
        self._samples.activated.connect(self._on_sample)
        for chooser_ in (self._parts, self._shown):
            chooser_.activated.connect(self._show_found)
        for signal in (lab.changed, checks.changed, walkthrough.moved, display.changed):
            signal.connect(self._show_soon)
        self._show()

    def _on_check(self) -> None:
        (self._checks.stop if self._checks.is_checking else self._checks.check)()

    def _show_progress(self, done: int, total: int) -> None:
        if self.isVisible() and self._checks.is_checking:
            self._verdict.setText(f"Checking … {done:,} of {total:,}")

    def _on_sample(self, index: int) -> None:
        self._checks.set_sample(None if index == 0 else index - 1)

    def _show_soon(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        self._offer_samples()
        self._offer_parts()
        left = f" ({self._lab.search.checks_left} left)" if self._lab.is_secret else ""
        self.check_button.setText("Stop" if self._checks.is_checking else f"Check{left}")
        self._show_found()

    def _offer_samples(self) -> None:
        count = self._checks.samples
        offered = ["all samples", *(f"sample {index + 1:,}" for index in range(min(count, _MOST_SAMPLES)))]
        if [self._samples.itemText(index) for index in range(self._samples.count())] != offered:
            self._samples.clear()
            self._samples.addItems(offered)
        self._samples.setVisible(count > 1)
        self._samples.setCurrentIndex(0 if self._checks.sample is None else self._checks.sample + 1)

    def _offer_parts(self) -> None:
        outcome = self._checks.outcome
        offered = outcome.check.parts if outcome else (CheckPart.DATA,)
        if [self._parts.itemData(index) for index in range(self._parts.count())] != [*offered]:
            self._parts.clear()
            for part in offered:
                self._parts.addItem(part.value, part)
        self._parts.setVisible(len(offered) > 1)

    def _show_found(self) -> None:
        outcome = self._checks.outcome
        self.table.setVisible(outcome is not None)
        if outcome is None:
            self._verdict.setText("Checking …" if self._checks.is_checking else "Press Check.")
            self._read.hide()
            self.key.mark(())
            return
        found = verdict(outcome)
        old = "" if self._checks.is_current else " Not of what is chosen now: check again."
        self._verdict.setText(f"{found[0].upper()}{found[1:]}{old}")
        self._read.setText(reading(outcome))
        self._read.setVisible(bool(self._read.text()))
        part, shown = CheckPart(self._parts.currentData()), Shown(self._shown.currentData())
        self.table.show_matrices(matrices(outcome.check, part, shown))
        self.key.mark(outcome.rows)

    # Qt

    def showEvent(self, event: object) -> None:
        self._show()
        super().showEvent(event)  # type: ignore[arg-type]
