"""The window in which a number is typed, and where it can come from is listed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from explainer.state.from_paper.found_words import formulas, found_words, update_and_line, way
from explainer.state.from_paper.number_search import NumberSearch
from explainer.state.from_paper.places import go_to_number
from explainer.state.session.display import Display
from explainer.state.session.kept_settings import KeptSettings
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.notations.naming import spoken_name
from explainer.variants.finding.match import Match
from explainer.views.controls.controls import Label, row
from explainer.views.from_paper.numbers_table import NumbersTable
from explainer.views.from_paper.paper_dialog import PaperDialog

_SIZE = 520, 310
_HEADINGS = ("where", "number", "value", "how")
_ASKS = "Type a number from a book, a notebook or a neighbour's sheet: 0.15, 0,15, -2 or 1/3."


class FindDialog(PaperDialog):
    """Looks for what is typed when Enter is pressed; pressed again, it goes to the current row. Another number typed
    ends the search. Listens to its search and to the display."""

    id = "find"

    def __init__(self, walkthrough: Walkthrough, display: Display, kept: KeptSettings, parent: QWidget) -> None:
        super().__init__(walkthrough, display, kept, parent)
        self.setWindowTitle("Find a number")
        self.search = NumberSearch(walkthrough, self)
        self.entry = QLineEdit()
        self.entry.setObjectName("found_entry")
        self.entry.setAccessibleName("Number to find")
        self.entry.setAccessibleDescription(_ASKS)
        self.entry.setPlaceholderText("number")
        self.entry.textEdited.connect(self._on_typed)
        look = self.button("find", "Find", "Look where the number can come from", self._on_find)
        look.setDefault(True)
        label = Label("Number")
        label.setBuddy(self.entry)
        for part in (row([label, self.entry, look]), self.message, self.table, self.words):
            self.parts.addWidget(part, 1 if part is self.table else 0)
        self.table.asked.connect(self._go_to)
        self.table.current_changed.connect(self._show_words)
        self.search.changed.connect(self._show)
        display.changed.connect(self._show)
        self.fit_size(*_SIZE)
        self._show()

    def make_table(self) -> NumbersTable:
        return NumbersTable("found_table", "Where the number can come from", _HEADINGS)

    def begin(self) -> QWidget:
        self.entry.selectAll()
        return self.entry

    def _on_typed(self, text: str) -> None:
        if text.strip() != self.search.text:
            self.search.forget()

    def _on_find(self) -> None:
        text = self.entry.text().strip()
        if text != self.search.text or not self.search.is_done:
            self.table.show_rows([])
            self.search.look_for(text)
        elif self._matches:
            self._go_to(max(self.table.row, 0))

    @property
    def _matches(self) -> tuple[Match, ...]:
        return self.search.found.matches if self.search.found else ()

    def _show(self) -> None:
        search = self.search
        self.table.show_rows([self._cells(match) for match in self._matches])
        if self._matches and self.table.row < 0:
            self.table.choose(0)
        self.tell(self._sentence(), is_mistake=bool(search.mistake))
        self._show_words()

    def _sentence(self) -> str:
        search = self.search
        if search.is_quiet:
            return ""
        if search.mistake or not search.text:
            return search.mistake or _ASKS
        return found_words(search.text, search.found, search.updates, is_done=search.is_done)

    def _cells(self, match: Match) -> tuple[str, ...]:
        writing = self.display.writing
        name = spoken_name(self.walkthrough.scenario, match.symbol, writing.notation)
        sample = "" if match.sample is None or self.walkthrough.known.samples == 1 else f", sample {match.sample:,}"
        return update_and_line(match), f"{name}{sample}", writing.show(match.value), way(match, writing.notation)

    def _show_words(self) -> None:
        rows = self.table.texts.rows
        if 0 <= self.table.row < len(rows):
            where, name, value, how = rows[self.table.row]
            lines = formulas(self._matches[self.table.row], self.display.writing.notation)
            self.words.setText("\n".join([f"{name} = {value}, {where}: {how}", *lines]))
        else:
            self.words.clear()

    def _go_to(self, row: int) -> None:
        match = self._matches[row]
        self.table.choose(row)
        go_to_number(self.walkthrough, match.update, match.symbol)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the entry ↓ leads into the table."""
        if event.key() == Qt.Key.Key_Down and self.entry.hasFocus() and self._matches:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if not self.search.is_done:
            self.search.forget()
        super().hideEvent(event)
