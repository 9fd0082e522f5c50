"""What the network does with its data, as far as it is known: loss, penalty, accuracy, those of the test part."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from explainer.engine.measure.evaluate import Evaluation
from explainer.state.answers.network_at_cursor import Result, about_at, result_at
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.controls.controls import Label, caption
from explainer.views.settings.fields import align, title

NOT_YET = "It comes with the loss of update 1."
_CHEAP_SECONDS = 0.004
_PAUSE_MS = 150

_LINES = {
    "loss": "Loss",
    "data_loss": "of the data",
    "penalty": "penalty",
    "accuracy": "Accuracy",
    "test_loss": "Test loss",
    "test_accuracy": "Test accuracy",
}


class ResultGroup(QWidget):
    """Listens to the walkthrough; calculates only while it can be seen, once for many moves, and where a calculation
    takes long only when the cursor has rested."""

    def __init__(self, walkthrough: Walkthrough, display: Display) -> None:
        super().__init__()
        self.setAccessibleName("Result")
        self._walkthrough, self._display = walkthrough, display
        self._seconds = 0.0
        self._shown: object = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_now)
        self._values: dict[str, Label] = {}
        self._captions = {id: caption(text) for id, text in _LINES.items()}
        self._where = caption("")
        self._where.setObjectName("result_where")
        grid = QGridLayout()
        grid.setSpacing(4)
        self._grid = grid
        align(grid, self)
        grid.setColumnStretch(1, 1)
        for line, id in enumerate(_LINES):
            value = self._values[id] = Label()
            value.setObjectName(f"result_{id}")
            grid.addWidget(self._captions[id], line, 0)
            grid.addWidget(value, line, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(title("Result"))
        box.addWidget(self._where)
        box.addLayout(grid)
        display.changed.connect(self._on_display)

    def show_soon(self) -> None:
        """Show the result that is known at the cursor when there is time for it."""
        if not self.isVisible():
            return
        if about_at(self._walkthrough) != self._shown:
            self._timer.start(0 if self._seconds < _CHEAP_SECONDS else _PAUSE_MS)

    def _on_display(self) -> None:
        self._shown = None
        self.show_soon()

    def _show_now(self) -> None:
        begun = perf_counter()
        result = result_at(self._walkthrough)
        self._seconds = perf_counter() - begun
        self._shown = about_at(self._walkthrough)
        self._where.setText(f"before update {result.update:,}, all samples" if result else NOT_YET)
        texts = self._texts(result) if result else {}
        for id in _LINES:
            self._show(id, texts.get(id, ""))

    def _texts(self, result: Result) -> dict[str, str]:
        show, training, test = self._display.writing.show, result.training, result.test
        has_penalty = result.scenario.has_penalty
        return {
            "loss": show(training.objective),
            "data_loss": show(training.data_loss) if has_penalty else "",
            "penalty": f"+ {show(training.penalty)}" if has_penalty else "",
            "accuracy": _accuracy(training),
            "test_loss": show(test.objective) if test else "",
            "test_accuracy": _accuracy(test),
        }

    def _show(self, id: str, text: str) -> None:
        """Show a number in its line; a line without one is left out."""
        self._values[id].setText(text)
        self._values[id].setAccessibleName(f"{_LINES[id]} {text}".strip())
        for widget in (self._captions[id], self._values[id]):
            widget.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            align(self._grid, self)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)


def _accuracy(evaluation: Evaluation | None) -> str:
    if evaluation is None or evaluation.accuracy is None:
        return ""
    right = round(evaluation.accuracy * len(evaluation.outputs))
    undecided = f", {evaluation.undecided:,} undecided" if evaluation.undecided else ""
    return f"{evaluation.accuracy:.1%} ({right:,} of {len(evaluation.outputs):,}{undecided})"
