"""Lines that a person has typed for the formula that is asked about."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from explainer.functions.expression import Expression
from explainer.functions.own.grammar import FormulaError
from explainer.state.walkthrough.question import Question
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.derived.typed import Judged, judged, read_line
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.symbols import Symbol


class OwnLines(QObject):
    """The typed lines, in their order; they go when another formula is asked about. Emits `changed` when they are
    others."""

    changed = Signal()

    def __init__(self, walkthrough: Walkthrough, question: Question, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._question = walkthrough, question
        self._texts: list[str] = []
        self._of = self._asked()
        walkthrough.moved.connect(self._on_asked)
        question.changed.connect(self._on_asked)

    def __len__(self) -> int:
        return len(self._texts)

    def add(self, text: str) -> None:
        """Take a line. Raises FormulaError where it cannot be read."""
        self._read(text)
        self._texts.append(text)
        self.changed.emit()

    def clear(self) -> None:
        if self._texts:
            self._texts = []
            self.changed.emit()

    def judged(self, writing: Writing) -> tuple[Judged, ...]:
        """Return what is said of each line, at the numbers of the cursor."""
        symbol = self._question.symbol
        if symbol is None or not self._texts:
            return ()
        return judged(self._walkthrough.known, symbol, [self._read(text) for text in self._texts], writing)

    def _read(self, text: str) -> Expression:
        symbol = self._question.symbol
        if symbol is None:
            raise FormulaError("no formula is chosen", 0)
        return read_line(self._walkthrough.known, symbol, text)

    def _asked(self) -> tuple[object, Symbol | None]:
        symbol = self._question.symbol
        return self._walkthrough.scenario.network.layers, symbol._replace(sample=0) if symbol else None

    def _on_asked(self) -> None:
        """Another formula has other lines."""
        asked = self._asked()
        if asked != self._of:
            self._of = asked
            self.clear()
