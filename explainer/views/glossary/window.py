"""The glossary: a list of terms that can be searched, and the entry of the chosen one."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from explainer.glossary.glossary_file import glossary
from explainer.glossary.marked_html import term_of_link
from explainer.glossary.term import GlossaryTerm
from explainer.state.session.display import Display
from explainer.state.session.kept_settings import KeptSettings
from explainer.views.controls.controls import Label, announce
from explainer.views.controls.window_geometry import open_with, put_back, put_beside
from explainer.views.glossary.entry_html import entry_html

_SIZE = 620, 430
_LIST = 180
_PLACE = "glossary/geometry"
_NOTHING = "No term has “{}” in it. Try a shorter word."


class GlossaryWindow(QDialog):
    """Shows terms; what is typed leaves those that have it. Links lead from entry to entry, and Alt+← back. Listens to
    the display, for the notation in use. Remembers its place."""

    def __init__(self, display: Display, kept: KeptSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._display, self._kept, self._window = display, kept, parent
        self._terms = glossary()
        self._shown: GlossaryTerm | None = None
        self._before: list[GlossaryTerm] = []
        self.setWindowTitle("Glossary")
        self.setObjectName("glossary_window")
        self.entry = QLineEdit(placeholderText="search", clearButtonEnabled=True)
        self.entry.setObjectName("glossary_search")
        self.entry.setAccessibleName("Search for a term")
        self.list = QListWidget()
        self.list.setObjectName("glossary_list")
        self.list.setAccessibleName("Terms")
        self.page = QTextBrowser(openLinks=False)
        self.page.setObjectName("glossary_entry")
        self.page.setAccessibleName("Entry")
        self.message = Label(wordWrap=True)
        self.message.setProperty("role", "caption")
        self.message.hide()
        self.back = QPushButton("Back", autoDefault=False)
        self.back.setToolTip("The entry before  (Alt+←)")
        self._lay_out()
        self.entry.textChanged.connect(self._on_typed)
        self.list.currentTextChanged.connect(self._on_current)
        self.page.anchorClicked.connect(self._on_link)
        self.back.clicked.connect(self._on_back)
        display.changed.connect(self._draw)
        self._list_matches("")

    def _lay_out(self) -> None:
        zoom = self._display.zoom
        closing = QPushButton("Close", autoDefault=False)
        closing.clicked.connect(self.close)
        left, parts, below, layout = QVBoxLayout(), QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for widget in (self.entry, self.message, self.list):
            left.addWidget(widget)
        parts.addLayout(left)
        parts.addWidget(self.page, 1)
        below.addWidget(self.back)
        below.addStretch(1)
        below.addWidget(closing)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(parts, 1)
        layout.addLayout(below)
        open_with(self, round(_SIZE[0] * zoom), round(_SIZE[1] * zoom))
        put_beside(self, self._window)
        put_back(self, self._kept.data(_PLACE))

    def ask(self, name: str = "") -> None:
        """Show the entry of a term; without a name let a person search."""
        term = self._terms.of(name) if name else None
        if term is None:
            if self._shown is None:
                self.list.setCurrentRow(0)
            self.entry.selectAll()
            self.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._go(term)
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, term: GlossaryTerm) -> None:
        """Show an entry, and choose it in the list of all."""
        if self._shown is not None and term is not self._shown:
            self._before.append(self._shown)
        if not self.list.findItems(term.name, Qt.MatchFlag.MatchExactly):
            self.entry.clear()
        self.list.setCurrentItem(self.list.findItems(term.name, Qt.MatchFlag.MatchExactly)[0])
        self._show(term)

    def _show(self, term: GlossaryTerm) -> None:
        if term is not self._shown:
            self._shown = term
            self._draw()
            announce(self.page, f"{term.name}: {term.means}")

    def _draw(self) -> None:
        for part in (self.entry, self.message, self.list):
            part.setFixedWidth(round(_LIST * self._display.zoom))
        self.back.setEnabled(bool(self._before))
        if self._shown is not None:
            display = self._display
            html = entry_html(self._shown, self._terms, display.palette, display.writing.notation.value)
            self.page.setHtml(html)
            self.page.setAccessibleDescription(self._shown.means)

    # what a person does

    def _on_typed(self, text: str) -> None:
        self._list_matches(text)
        self.list.setCurrentRow(0)

    def _list_matches(self, text: str) -> None:
        """List the terms for what was typed, with none chosen: Back never leads to one that nobody saw."""
        found = self._terms.matching(text)
        self.list.clear()
        self.list.addItems([term.name for term in found])
        self.message.setText("" if found else _NOTHING.format(text.strip()))
        self.message.setVisible(not found)

    def _on_current(self, name: str) -> None:
        term = self._terms.of(name)
        if term is not None:
            self._show(term)

    def _on_link(self, link: QUrl) -> None:
        term = self._terms.of(term_of_link(link.toString()))
        if term is not None:
            self._go(term)

    def _on_back(self) -> None:
        if self._before:
            term = self._before.pop()
            self._shown = None
            self._go(term)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ leads from the search into the list."""
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Left and is_alt:
            self._on_back()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return) and self.entry.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._kept.keep(_PLACE, self.saveGeometry())
        super().hideEvent(event)
