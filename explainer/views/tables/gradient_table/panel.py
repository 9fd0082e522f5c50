"""The gradient check as a person sees it: a button, a verdict and a table that leads to the line of each gradient."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from explainer.engine.measure.gradient_check import EPSILON
from explainer.state.background.checker import Checker
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.views.controls.controls import DigitsWide, Label, OwnKeys, SidewaysScroll, caption
from explainer.views.controls.number_parsing import EntryError, parse_number
from explainer.views.controls.reason import Quiet
from explainer.views.tables.gradient_table.cost_bars import CostBars
from explainer.views.tables.gradient_table.findings import about, name_of, sentence, why
from explainer.views.tables.gradient_table.grid import GradientGrid
from explainer.views.tables.gradient_table.model import GradientModel

LARGEST_EPSILON = 1.0
_ROOMY, _HIGH, _LOWEST = 175, 260, 130
WHAT_IT_DOES = (
    "The check nudges each weight and bias up and down by ε, and compares how much the error changes with the gradient"
    " from backpropagation. The two must be the same."
)
_EPSILON_WHY = "ε must be above 0 and at most 1; 0.0001 is usual."


class GradientTable(Quiet):
    """Checks the gradients at the cursor's update. Listens to `moved` of the walkthrough and moves its cursor.

    What was found at another update is shown as such, what was found before an edit not at all. `said` carries a
    sentence for the person, `explain_asked` the symbol of a row's parameter and where on the screen.
    """

    said = Signal(str)
    explain_asked = Signal(object, QPoint)

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(walkthrough, parent)
        self._display = display
        self.checker = Checker(walkthrough)
        self._model = GradientModel(display, self)
        self.setObjectName("gradient_table")
        self.setAccessibleName("Gradient check")
        self._make_controls()
        self._lay_out()
        self._connect()
        self._show_outcome()

    def _make_controls(self) -> None:
        self._check, self._stop = QPushButton("Check"), QPushButton("Stop")
        self._epsilon = QLineEdit(f"{EPSILON:g}")
        self._progress = QProgressBar()
        self._verdict, self._why, self._about, self._start = Label(), Label(), Label(), Label()
        self._grid = GradientGrid(self._model, self)
        self._cost = CostBars(self._display)
        for widget, name, spoken in (
            (self._check, "check_gradients", "Check the gradients"),
            (self._stop, "stop_checking", "Stop checking"),
            (self._epsilon, "epsilon", "Epsilon: by how much each weight is nudged"),
            (self._progress, "checking_progress", "Progress of the check"),
            (self._verdict, "gradient_verdict", "Verdict"),
            (self._why, "gradient_why", "Why"),
            (self._about, "gradient_note", "What was checked"),
            (self._start, "gradient_hint", "What the check does"),
            (self._grid, "gradients", "Gradients and nudged slopes"),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(spoken)
        for button in (self._check, self._stop):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            OwnKeys(button, Qt.Key.Key_Space)
        self._check.setToolTip(WHAT_IT_DOES)
        self._epsilon.setToolTip("By how much each weight is nudged up and down, for example 1e-4")
        DigitsWide(self._epsilon, 9)
        self._progress.setMinimumWidth(40)
        for label in (self._verdict, self._why, self._about, self._start):
            label.setWordWrap(True)

    def _lay_out(self) -> None:
        controls = QWidget()
        top = QHBoxLayout(controls)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(8)
        for widget in (self._check, self._stop, caption("nudge ε"), self._epsilon):
            top.addWidget(widget)
        top.addWidget(self._progress, 1)
        top.addStretch()
        self._start.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._start.setMargin(8)
        self._start.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        for label in (self._start, self._why, self._about):
            label.setProperty("role", "caption")
        found = QWidget()
        page = QVBoxLayout(found)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(4)
        page.addWidget(self._verdict)
        page.addWidget(self._why)
        page.addWidget(self._grid, 1)
        page.addWidget(self._about)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._start)
        self._pages.addWidget(found)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(10, 8, 10, 6)
        layout.setSpacing(6)
        layout.addWidget(SidewaysScroll(controls))
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._cost)

    def _connect(self) -> None:
        self._check.clicked.connect(self.check)
        self._stop.clicked.connect(self.stop)
        self._epsilon.returnPressed.connect(self.check)
        self._grid.chosen.connect(self._go_to)
        self._grid.explain_asked.connect(self._on_explain)
        self.checker.started.connect(self._show_outcome)
        self.checker.progressed.connect(self._show_progress)
        self.checker.finished.connect(self._show_outcome)
        self.checker.cleared.connect(self._show_outcome)
        self.walkthrough.moved.connect(self._show_place)
        self._display.changed.connect(self._show_place)

    def check(self) -> None:
        """Begin to check the gradients at the cursor's update."""
        if self.walkthrough.scenario.has_secret:
            self.said.emit("There is a bug to be found: its checks are counted, and made in the tab Bug lab.")
            return
        try:
            epsilon = parse_number(self._epsilon.text())
            if not 0 < epsilon <= LARGEST_EPSILON:
                raise EntryError(_EPSILON_WHY)
        except EntryError as error:
            self.said.emit(str(error))
            self._epsilon.setFocus()
            self._epsilon.selectAll()
        else:
            self.checker.check(epsilon)

    def stop(self) -> None:
        """Stop a check that runs; what was checked is kept."""
        self.checker.stop()

    def _show_outcome(self) -> None:
        outcome, is_checking = self.checker.outcome, self.checker.is_checking
        self._check.setVisible(not is_checking)
        self._progress.setVisible(is_checking)
        self._stop.setVisible(is_checking)
        self._epsilon.setDisabled(is_checking)
        if is_checking:
            self._progress.setValue(0)
        self._model.show(outcome)
        self._pages.setCurrentIndex(1 if outcome else 0)
        if outcome:
            (self._grid.worst_first if self._model.has_failed else self._grid.by_name)()
        self._show_place()

    def _show_progress(self, done: int, total: int) -> None:
        self._progress.setMaximum(total)
        self._progress.setValue(done)
        self._progress.setFormat(f"{done:,} of {total:,}")

    def _show_place(self) -> None:
        """Tell which update the numbers belong to."""
        outcome = self.checker.outcome
        self._cost.show_cost(self.walkthrough.scenario)
        if outcome is None:
            off = ", with dropout off" if self.walkthrough.scenario.dropout else ""
            self._start.setText(f"{WHAT_IT_DOES}\n\nIt uses {_samples(self.walkthrough)}{off}.")
            return
        is_current = self.checker.is_current
        self._model.show_current(is_current)
        here, there = f"{self.walkthrough.cursor.update:,}", f"{outcome.update:,}"
        found = sentence(outcome, self._display.writing.notation)
        self._verdict.setText(found if is_current else f"Before update {there}: {found[0].lower()}{found[1:]}")
        reason = why(outcome) if is_current else f"You are at update {here}: check again for its weights."
        self._why.setText(reason)
        palette = self._display.palette
        colour = palette.muted
        if is_current:
            colour = palette.weight_minus if self._model.has_failed else palette.text
        self._verdict.setStyleSheet(f"color: {colour}; font-weight: {'bold' if is_current else 'normal'}")
        self._about.setText(about(outcome))
        self._verdict.setToolTip(f"{reason}\n{about(outcome)}".strip())
        self._fit()

    def _on_explain(self, index: int, at: QPoint) -> None:
        self.explain_asked.emit(Symbol(Quantity.WEIGHT, parameter=index), at)

    def _go_to(self, index: int) -> None:
        """Go to the line that makes the gradient of a parameter, at the update that was checked."""
        outcome = self.checker.outcome
        if outcome is None:
            return
        trace = self.walkthrough.trace_of(outcome.update)
        layer = outcome.scenario.network.parameter(index).layer
        whole = trace.plan.number(Place(Operation.BATCH_GRADIENT, layer, parameter=index))
        number = whole or trace.plan.number(Place(Operation.GRADIENT, layer, sample=0, parameter=index))
        name = name_of(outcome.scenario, index, self._display.writing.notation)
        if number is None:
            self.said.emit(f"Update {outcome.update:,} has no line of its own for the gradient of {name}.")
            return
        self.walkthrough.go_to(outcome.update, number)
        if reason := _why_other(Known(trace)):
            self.said.emit(f"This number is not the one in the table: {reason}.")

    def _fit(self) -> None:
        """Leave out what the verdict's tip says too where the table needs the room, and what is not of its numbers."""
        has_reason, is_roomy = bool(self._why.text()), self.height() >= _ROOMY * self._display.zoom
        self._why.setVisible(is_roomy and has_reason)
        self._about.setVisible(is_roomy and not has_reason)
        is_high = self.height() >= _HIGH * self._display.zoom
        self._cost.setVisible(is_high or self.checker.outcome is None)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the controls and the height of a few rows: sentences wrap or are left out."""
        return QSize(super().minimumSizeHint().width(), _LOWEST)

    def heightForWidth(self, width: int) -> int:
        """Ask for no height of its own, although sentences wrap."""
        return -1


def _samples(walkthrough: Walkthrough) -> str:
    count = walkthrough.known.scenario.data.samples
    return "the one training sample" if count == 1 else f"all {count:,} training samples"


def _why_other(at: Known) -> str:
    """Return why an update's own gradient is not the checked one; nothing where it is."""
    used, there_are = at.samples, at.scenario.data.samples
    if used < there_are:
        return f"update {at.update:,} uses {used:,} of the {there_are:,} training samples, the check all of them"
    return "the update drops units, the check does not" if at.scenario.dropout else ""
