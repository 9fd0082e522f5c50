"""The window in which a person's answers are marked, line by line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from explainer.export.marked import on_screen, said
from explainer.state.from_paper.found_words import sheet_words, verdict_words
from explainer.state.from_paper.marked_answers import MarkedAnswers
from explainer.state.from_paper.places import go_to_number
from explainer.state.session.display import Display
from explainer.state.session.kept_settings import KeptSettings
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.notations.naming import spoken_name
from explainer.variants.marking.marked import Marked
from explainer.views.controls.controls import Label, row
from explainer.views.controls.pickers import NumberPicker
from explainer.views.controls.save_dialog import last_folder
from explainer.views.from_paper.numbers_table import NumbersTable
from explainer.views.from_paper.paper_dialog import PaperDialog

_SIZE = 600, 440
_HEADINGS = ("line", "yours", "verdict", "what is said")
_ASKS = (
    "Open a CSV with the columns symbol and value, perhaps update and sample, or copy such cells and paste them here."
)
_FORMS = ("CSV (*.csv)", "All files (*)")
_FEWEST, _MOST = 1, 15


class MarkDialog(PaperDialog):
    """Marks a file, or what is pasted, and goes to the first wrong line. Listens to what is marked and to the
    display."""

    id = "mark"

    def __init__(self, walkthrough: Walkthrough, display: Display, kept: KeptSettings, parent: QWidget) -> None:
        super().__init__(walkthrough, display, kept, parent)
        self.setWindowTitle("Mark answers")
        self.answers = MarkedAnswers(walkthrough, self)
        self.digits = NumberPicker()
        self.digits.setObjectName("marked_digits")
        self.digits.setAccessibleName("Significant digits asked for")
        self.digits.setToolTip("A number with fewer digits is told, but never called wrong")
        self.digits.setRange(_FEWEST, _MOST)
        self.digits.setValue(self.answers.digits)
        self.digits.setKeyboardTracking(False)
        self.digits.lineEdit().setTextMargins(6, 0, 6, 0)
        opening = self.button("open", "Open…", "Open a CSV file with answers", self.ask_open)
        pasting = self.button("paste", "Paste", "Mark what is on the clipboard  (Ctrl+V)", self.paste)
        asked = Label("Digits asked for")
        asked.setBuddy(self.digits)
        controls = row([opening, pasting, asked, self.digits])
        self.parts.addWidget(controls, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.message, self.table, self.words):
            self.parts.addWidget(part, 1 if part is self.table else 0)
        self.table.asked.connect(self._go_to)
        self.table.current_changed.connect(self._show_words)
        self.digits.valueChanged.connect(self.answers.ask_for)
        self.answers.changed.connect(self._show)
        self.answers.marked.connect(self._show_first_wrong)
        display.changed.connect(self._show)
        self.fit_size(*_SIZE)
        self._opening = opening
        self._show()

    def make_table(self) -> NumbersTable:
        return NumbersTable("marked_table", "Marked answers", _HEADINGS)

    def begin(self) -> QWidget:
        return self._opening

    def ask_open(self) -> None:
        """Ask which file to mark, without blocking the window."""
        dialog = QFileDialog(self, "Open answers", str(last_folder()))
        dialog.setNameFilters([*_FORMS])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.answers.open_path)
        dialog.open()

    def paste(self) -> None:
        """Mark what is on the clipboard."""
        self.answers.paste(QGuiApplication.clipboard().text())

    @property
    def _rows(self) -> list[Marked]:
        return list(self.answers.sheet.rows) if self.answers.sheet else []

    def _show(self) -> None:
        seen: set[str] = set()
        self.table.show_rows([self._cells(marked, seen) for marked in self._rows])
        if self.table.row < 0:
            self.table.choose(self._first_wrong or 0)
        self.tell(self._sentence(), is_mistake=bool(self.answers.mistake))
        self._show_words()

    def _show_first_wrong(self) -> None:
        """Choose the first wrong line and go to it; where none is wrong, choose the first one."""
        first = self._first_wrong
        if first is None:
            self.table.choose(0)
        else:
            self._go_to(first)

    @property
    def _first_wrong(self) -> int | None:
        return next((row for row, marked in enumerate(self._rows) if marked.is_wrong), None)

    def _sentence(self) -> str:
        answers = self.answers
        if answers.is_quiet:
            return ""
        if answers.sheet:
            return sheet_words(self.walkthrough.scenario, answers.sheet, self.display.writing.notation)
        return answers.mistake or (_ASKS if answers.is_done else "Marking …")

    def _cells(self, marked: Marked, seen: set[str]) -> tuple[str, ...]:
        writing = self.display.writing
        scenario = self.walkthrough.scenario
        name = spoken_name(scenario, marked.symbol, writing.notation)
        sample = "" if marked.sample is None or self.walkthrough.known.samples == 1 else f", sample {marked.sample:,}"
        update = "" if marked.update == 1 else f", update {marked.update:,}"
        yours = writing.show(marked.given) if isinstance(marked.given, float) else marked.given or ""
        words = said(marked, seen, on_screen(scenario, writing.notation))
        return f"{name}{sample}{update}", yours, verdict_words(marked.verdict), words

    def _show_words(self) -> None:
        rows = self.table.texts.rows
        if 0 <= self.table.row < len(rows):
            line, _, verdict, words = rows[self.table.row]
            self.words.setText(f"{line}: {words or verdict}")
        else:
            self.words.clear()

    def _go_to(self, row: int) -> None:
        marked = self._rows[row]
        self.table.choose(row)
        go_to_number(self.walkthrough, marked.update, marked.symbol)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and not self.answers.is_quiet:
            self.paste()
        else:
            super().keyPressEvent(event)
