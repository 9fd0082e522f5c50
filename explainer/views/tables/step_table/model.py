"""The lines of an update as a model, each written when it comes into sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from explainer.picture.palette import blend
from explainer.state.session.display import Display
from explainer.trace.formula.notation import DASH, YOURS, YOURS_TOLD, Notation, Writing, full
from explainer.trace.formula.plain_text import number_word, write
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.terms import is_one_number
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import parameter_label, spoken_name, symbol_name
from explainer.trace.words.bug_words import beside
from explainer.variants.on_paper import number_on_paper

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_KEPT = 400
_LONGEST_CELL, _LONGEST_TIP = 300, 2000


def shown_word(known: Known, symbol: Symbol, writing: Writing) -> str:
    """Return the number of a symbol as it is written between signs: in parentheses where it is not digits alone."""
    text = writing.show(known.value(symbol))
    return text if text.replace(".", "").isdecimal() else f"({text})"


def _parameter(step: Step, writing: Writing) -> str:
    return parameter_label(step.scenario, step.parameter, writing.notation) if step.parameter else ""


def _name(step: Step, symbol: Symbol, writing: Writing) -> str:
    """Return a symbol as the trace file has it or, in the notations of lectures, with their signs."""
    name = symbol_name if writing.notation is Notation.WORKED else spoken_name
    return name(step.scenario, symbol, writing.notation)


def _substitution(step: Step, known: Known, word: Callable[[Symbol], str]) -> str:
    """Return the formula with its numbers, a dash before its line, and where it would tell the result before that."""
    if step.is_closed:
        return DASH
    is_there = known.is_known(step.symbol) or (step.number == known.line and not is_one_number(step.rule))
    return write(step.rule, word) if is_there else DASH


def _formula(step: Step, writing: Writing) -> str:
    if step.is_closed:
        return DASH
    right = "" if step.right is None else write(step.right, lambda symbol: _name(step, symbol, writing))
    return write(step.rule, lambda symbol: _name(step, symbol, writing)) + beside(step, right)


def _value(step: Step, known: Known, show: Callable[[float], str]) -> str:
    """Return the number of a line, with a mark where it is the person's own."""
    is_own = known.is_own(step.symbol) and known.is_known(step.symbol)
    return show(known.value(step.symbol)) + (YOURS if is_own else "")


COLUMNS: dict[str, tuple[Callable[[Step, Known, Writing], str], int]] = {
    "step": (lambda step, known, writing: f"{step.number:,}", 6),
    "phase": (lambda step, known, writing: step.phase.value, 9),
    "operation": (lambda step, known, writing: step.operation, 13),
    "unit": (lambda step, known, writing: step.unit, 5),
    "parameter": (lambda step, known, writing: _parameter(step, writing), 10),
    "symbol": (lambda step, known, writing: _name(step, step.symbol, writing), 16),
    "formula": (lambda step, known, writing: _formula(step, writing), 34),
    "substitution": (
        lambda step, known, writing: _substitution(step, known, lambda s: shown_word(known, s, writing)),
        38,
    ),
    "value": (lambda step, known, writing: _value(step, known, writing.show), 13),
    "on paper": (lambda step, known, writing: number_on_paper(known, step, writing) or DASH, 10),
}
"""The columns: what they show of a step and about how many letters wide they are at first."""

NAMES = tuple(COLUMNS)
_FORMULA, _SUBSTITUTION, _VALUE, ON_PAPER = map(NAMES.index, ("formula", "substitution", "value", "on paper"))
_NUMBERS = {NAMES.index("step"), _VALUE, ON_PAPER}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class StepModel(QAbstractTableModel):
    """The lines of an update, with their numbers as far as they are known. Read-only."""

    def __init__(self, display: Display, known: Known, parent: QObject) -> None:
        super().__init__(parent)
        self._display, self._known = display, known
        self._steps: dict[int, Step] = {}
        self._by_role: dict[int, Callable[[int, int], object]] = {
            int(_Role.DisplayRole): self._cell,
            int(_Role.ToolTipRole): self._tip,
            int(_Role.ForegroundRole): self._colour,
            int(_Role.BackgroundRole): self._ground,
            int(_Role.TextAlignmentRole): self._alignment,
        }
        display.changed.connect(self._on_display)

    def show(self, known: Known) -> None:
        """Show what is known now. Tells of the rows that are different, of new ones by a reset."""
        was, trace = self._known, known.trace
        if trace.is_like(was.trace):
            self._known = known
            first, last = sorted((was.line, known.line))
            self._tell(max(first, 1), max(last, 1))
        elif len(trace) == len(was.trace):
            self._known, self._steps = known, {}
            self._tell(1, len(trace))
        else:
            self.beginResetModel()
            self._known, self._steps = known, {}
            self.endResetModel()

    def _on_display(self) -> None:
        self._tell(1, len(self._known.trace))

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first - 1, 0), self.index(last - 1, len(NAMES) - 1))

    def _step(self, number: int) -> Step:
        step = self._steps.get(number)
        if step is None:
            if len(self._steps) >= _KEPT:
                self._steps.clear()
            step = self._steps[number] = self._known.trace[number]
        return step

    def text(self, number: int, column: int) -> str:
        """Return what a cell shows; a dash for a number that is not known yet."""
        return COLUMNS[NAMES[column]][0](self._step(number), self._known, self._display.writing)

    def _cell(self, number: int, column: int) -> str:
        return _cut(self.text(number, column), _LONGEST_CELL)

    def _tip(self, number: int, column: int) -> str:
        """Return a cell in full, its numbers with all their digits."""
        step, known = self._step(number), self._known
        if column == _VALUE:
            return _value(step, known, full).replace(YOURS, YOURS_TOLD)
        if column == _SUBSTITUTION:
            return _cut(_substitution(step, known, lambda symbol: number_word(known.value(symbol))), _LONGEST_TIP)
        return _cut(self.text(number, column), _LONGEST_TIP)

    def _colour(self, number: int, column: int) -> QColor:
        palette = self._display.palette
        if number > self._known.line:
            return QColor(palette.muted)
        if NAMES[column] == "phase":
            return QColor(palette.phase(self._step(number).phase))
        is_wrong = column == _FORMULA and self._step(number).right is not None
        return QColor(palette.wrong if is_wrong else palette.text)

    def _ground(self, number: int, column: int) -> QColor | None:
        if number != self._known.line:
            return None
        palette = self._display.palette
        return QColor(blend(palette.phase(self._step(number).phase), palette.panel, 0.8))

    def _alignment(self, number: int, column: int) -> Qt.AlignmentFlag:
        return _RIGHT if column in _NUMBERS else _LEFT

    # Qt

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._known.trace)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(NAMES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return self._alignment(0, section)
        return NAMES[section] if role == _Role.DisplayRole else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        read = self._by_role.get(int(role))
        return read(index.row() + 1, index.column()) if read else None


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[:length]}…"
